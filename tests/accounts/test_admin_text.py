"""What was typed in a form of Wagtail's admin outlives the end of a session, whichever form."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.test.utils.form_data import querydict_from_html

from institutions.records import Institution
from sitepages.pages import GuidePage
from sitepages.seed import build_site
from tests.accounts.test_entrance import BEFORE, SAID, browser_of
from tests.signing_out import lose_session
from tests.vocabularies.factories import make_keyword, make_theme
from vocabularies.records import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: A part of the body of a page, as its editor sends it.
BODY = {
    "body-count": "1",
    "body-0-type": "heading",
    "body-0-value": "Eerst dit",
    "body-0-id": "",
    "body-0-order": "0",
    "body-0-deleted": "",
}
TYPED = "Getypt voor de sessie verliep."


def guide() -> GuidePage:
    """A page that moderators keep, on the site as it is built."""
    build_site()
    return GuidePage.objects.get(slug="etwinning")


#: The address of a form, and the field that is typed in.
FORMS: dict[str, Any] = {
    "new theme": (lambda: reverse("theme:add"), "label_nl"),
    "theme": (lambda: reverse("theme:edit", args=[make_theme().pk]), "definition_nl"),
    "replaced theme": (lambda: reverse("theme:replace", args=[make_theme().pk]), "into"),
    "keyword": (lambda: reverse("keyword:merge", args=[make_keyword("Water").pk]), "into"),
    "new institution": (lambda: reverse("institutions:add"), "name"),
    "institution": (
        lambda: reverse("institutions:edit", args=[Institution.objects.get(slug="de-brug").pk]),
        "name",
    ),
    "new mandate": (lambda: reverse("mandates:add"), "email"),
    "new synonyms": (lambda: reverse("synonyms:add"), "words"),
    "new image": (lambda: reverse("wagtailimages:add"), "title"),
    "guide page": (lambda: reverse("wagtailadmin_pages:edit", args=[guide().pk]), "title"),
    "new guide page": (
        lambda: reverse(
            "wagtailadmin_pages:add", args=["sitepages", "guidepage", guide().get_parent().pk]
        ),
        "title",
    ),
    "new account": (lambda: reverse("wagtailusers_users:add"), "first_name"),
    "new redirect": (lambda: reverse("wagtailredirects:add"), "old_path"),
}
OF_ADMINISTRATORS = {"new account", "new redirect", "new image"}


def box_of(response: Any, name: str) -> Any:
    return BeautifulSoup(response.content, "html.parser").select_one(f'form [name="{name}"]')


def shown(response: Any, name: str) -> str:
    box = box_of(response, name)
    return (box.text if box.name == "textarea" else box.get("value", "")).strip()


def sent(response: Any, name: str) -> Any:
    """What a browser sends of the form that has a field of this name."""
    form = box_of(response, name).find_parent("form")
    form["id"] = "here"
    return querydict_from_html(str(form), form_id="here")


def typed_while_signed_out(client: Client, address: str, name: str, **extra: Any) -> Any:
    data = sent(client.get(address), name)
    data[name] = TYPED
    if address.startswith("/beheer/pages/"):
        data.update(BODY)  # made by a script
    lose_session(client)
    return client.post(address, {**data.dict(), **extra})


@pytest.mark.parametrize("form", FORMS)
def test_text_typed_in_a_form_of_the_admin_is_there_after_signing_in(
    school, administrator, moderator, form
):
    address, name = FORMS[form][0](), FORMS[form][1]
    user = administrator if form in OF_ADMINISTRATORS else moderator
    client = Client()
    client.force_login(user)

    away = typed_while_signed_out(client, address, name)
    client.force_login(user)
    back = client.get(address)

    assert (away.status_code, away.url.partition("?")[0]) == (302, "/beheer/login/")
    assert shown(back, name) == TYPED
    assert back.text.count(SAID) == 1


@pytest.fixture
def theme_form(moderator):
    """Who types, where, and the field."""
    return moderator, reverse("theme:edit", args=[make_theme("Water").pk]), "label_nl"


def test_text_in_the_admin_is_not_saved_until_it_is_sent_and_then_kept_no_longer(theme_form):
    user, address, name = theme_form
    client = Client()
    client.force_login(user)
    typed_while_signed_out(client, address, name)
    client.force_login(user)

    back = client.get(address)
    unsaved = Theme.objects.get().label_nl
    saved = client.post(address, sent(back, name))

    assert (unsaved, saved.status_code) == ("Water", 302)
    assert Theme.objects.get().label_nl == TYPED
    assert "kept_text" not in client.session
    assert SAID not in client.get(address).text


def test_text_in_the_admin_that_is_refused_stays_kept(theme_form):
    user, address, name = theme_form
    client = Client()
    client.force_login(user)
    typed_while_signed_out(client, address, name)
    client.force_login(user)
    data = sent(client.get(address), name)

    refused = client.post(address, {**data.dict(), name: ""})

    assert refused.status_code == 200
    assert shown(client.get(address), name) == TYPED


def test_nobody_else_is_shown_what_was_typed_in_the_admin(theme_form, epos_moderator):
    user, address, name = theme_form
    client = Client()
    client.force_login(user)
    typed_while_signed_out(client, address, name)
    kept = client.session["kept_text"]
    client.force_login(epos_moderator)
    left = client.session.get("kept_text")
    session = client.session
    session["kept_text"] = kept
    session.save()

    seen = client.get(address)

    assert left is None
    assert shown(seen, name) == "Water"
    assert SAID not in seen.text


def test_text_in_the_admin_with_a_token_from_before_is_there_again(theme_form):
    user, address, name = theme_form
    client = browser_of(user)
    data = sent(client.get(address), name)

    turned_back = client.post(address, {**data.dict(), name: TYPED, "csrfmiddlewaretoken": BEFORE})
    back = client.get(turned_back.url)

    assert (turned_back.status_code, turned_back.url) == (302, address)
    assert shown(back, name) == TYPED
    assert back.text.count(SAID) == 1


def test_file_is_not_kept_and_that_is_said(administrator):
    client = Client()
    client.force_login(administrator)
    address = reverse("wagtailimages:add")
    picture = SimpleUploadedFile("foto.png", b"x", content_type="image/png")

    typed_while_signed_out(client, address, "title", file=picture)
    client.force_login(administrator)
    back = client.get(address)

    assert shown(back, "title") == TYPED
    assert back.text.count("Een bestand kan niet wachten: kies het opnieuw.") == 1


def test_no_password_is_kept_whichever_form_it_was_typed_in(theme_form):
    user, address, _name = theme_form
    client = Client()
    client.force_login(user)
    lose_session(client)

    client.post(address, {"label_nl": "Water", "password1": "geheim", "oldPassword": "geheim"})

    assert client.session["kept_text"][address]["text"] == "label_nl=Water"


def test_what_a_script_of_the_admin_sends_is_not_kept(theme_form):
    user, address, _name = theme_form
    client = Client()
    client.force_login(user)
    lose_session(client)

    refused = client.post(
        address, {"label_nl": "Water"}, headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert refused.status_code == 403
    assert "kept_text" not in client.session


@pytest.mark.parametrize("act", ["theme:retire", "theme:restore"])
def test_page_of_the_admin_that_only_asks_keeps_nothing(moderator, act):
    client = Client()
    client.force_login(moderator)
    lose_session(client)

    client.post(reverse(act, args=[make_theme().pk]), {"next": "/beheer/"})

    assert "kept_text" not in client.session


def test_page_that_somebody_else_saved_meanwhile_says_so(moderator):
    page = guide()
    client = Client()
    client.force_login(moderator)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed_while_signed_out(client, address, "title")
    client.force_login(moderator)
    alone = client.get(address)
    page.save_revision()

    back = client.get(address)

    said = "Intussen bewaarde iemand deze pagina."
    assert (alone.text.count(said), back.text.count(said)) == (0, 1)
    assert shown(back, "title") == TYPED
    assert "Eerst dit" in back.text
    assert back.context["autosave_enabled"] is False
    assert EditingSession.objects.count() == 3


def test_text_that_does_not_fit_the_form_leaves_it_as_it_was(moderator):
    client = Client()
    client.force_login(moderator)
    address = reverse("wagtailadmin_pages:edit", args=[guide().pk])
    lose_session(client)
    client.post(address, {"title": TYPED, "body-count": "veel"})
    client.force_login(moderator)

    back = client.get(address)

    assert shown(back, "title") == "eTwinning"
    assert back.text.count("Wat je eerder typte, past niet in dit formulier.") == 1
    assert SAID not in back.text
    assert "kept_text" not in client.session


def test_institution_that_was_chosen_in_the_admin_is_there_after_signing_in(
    moderator, school, other_school
):
    client = Client()
    client.force_login(moderator)
    address = reverse("institutions:merge", args=[school.pk])
    lose_session(client)
    client.post(address, {"into": str(other_school.pk)})
    client.force_login(moderator)

    back = client.get(address)

    assert shown(back, "into") == str(other_school.pk)
    assert back.text.count(SAID) == 1
    school.refresh_from_db()
    assert school.merged_into is None


@pytest.mark.parametrize("typed", ["x", "-1", "9" * 25, ""])
def test_what_is_no_key_is_nothing_chosen_and_no_mistake(moderator, school, typed):
    client = Client()
    client.force_login(moderator)
    address = reverse("institutions:merge", args=[school.pk])

    refused = client.post(address, {"into": typed})
    lose_session(client)
    client.post(address, {"into": typed})
    client.force_login(moderator)
    back = client.get(address)

    assert (refused.status_code, back.status_code) == (200, 200)
    assert not shown(back, "into")
    school.refresh_from_db()
    assert school.merged_into is None


def test_text_that_is_too_long_to_wait_is_not_kept_and_that_is_said(theme_form):
    user, address, name = theme_form
    client = Client()
    client.force_login(user)
    form = sent(client.get(address), name) | {name: "x" * 400_000}
    lose_session(client)

    client.post(address, form)
    asked = client.get("/account/login/")

    assert "Wat je typte, is te lang om hier te wachten en is niet bewaard." in asked.text
    assert "kept_text" not in client.session
