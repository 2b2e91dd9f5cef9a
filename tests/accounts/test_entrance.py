"""What somebody typed outlives the end of a session, and a token from before signing in again."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.entrance import signed_in
from accounts.kept import leave_to_who_signed_in
from accounts.records import User
from institutions.domain.invitations import invite
from institutions.enums import Capacity
from institutions.records import Invitation
from showcase.domain.access import ask_access
from showcase.records import AccessRequest
from tests.institutions.factories import make_mandate
from tests.showcase.factories import make_index, make_project, make_published, make_school_page
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
#: A token of a form that was opened before its writer signed in again.
BEFORE = "b" * 32
SAID = "Je tekst is er nog."


@dataclass
class Page:
    """A page with a form: who uses it, what is typed, and where it should stand again."""

    address: str
    user: User
    typed: dict[str, str]
    shown_in: dict[str, str] = field(default_factory=dict)


def name_page(cast: Any) -> Page:
    return Page("/account/naam/", cast["editor"], {"first_name": "Ilse-Marie"})


def people_page(cast: Any) -> Page:
    return Page("/mijn/school/de-brug/mensen/", cast["editor"], {"email": "nieuw@de-brug.example"})


def school_page(cast: Any) -> Page:
    make_school_page(cast["school"])
    typed = {"introduction": "Wij zijn De Brug."}
    return Page("/mijn/school/de-brug/pagina/", cast["editor"], typed)


def guests_page(cast: Any) -> Page:
    project = make_project(make_school_page(cast["school"]))
    return Page(
        f"/mijn/projecten/{project.pk}/begeleiders/",
        cast["editor"],
        {"email": "begeleider@dienst.example"},
    )


def plain_page(cast: Any) -> Page:
    project = make_project(make_school_page(cast["school"]))
    return Page(
        f"/mijn/projecten/{project.pk}/", cast["editor"], {"mark": "", "summary": "Niet kwijt."}
    )


def archiving_page(cast: Any) -> Page:
    project = make_published(make_school_page(cast["school"]))
    return Page(
        f"/mijn/projecten/{project.pk}/archiveren/", cast["editor"], {"reason": "Het is oud."}
    )


def access_page(cast: Any) -> Page:
    make_index()
    ask_access(name="An", email="an@de-sluis.example", school="De Sluis", number="", words="Water.")
    return Page(
        f"/mijn/toegang/{AccessRequest.objects.get().pk}/",
        cast["moderator"],
        {"act": "decline", "niet-reason": "Dit is geen school."},
        {"niet-reason": "Dit is geen school."},
    )


PAGES = [
    name_page,
    people_page,
    school_page,
    guests_page,
    plain_page,
    archiving_page,
    access_page,
]


@pytest.fixture
def page(request, school, editor, moderator):
    return request.param({"school": school, "editor": editor, "moderator": moderator})


def browser_of(user):
    """A browser that proves, as browsers do, that it was this site that sent the form."""
    client = Client(enforce_csrf_checks=True, headers={"origin": HERE})
    client.force_login(user)
    client.get("/account/")
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    return client


def posted(client, page, token=""):
    token = token or client.cookies[settings.CSRF_COOKIE_NAME].value
    return client.post(page.address, {**page.typed, "csrfmiddlewaretoken": token})


def shown_on(response, page):
    soup = BeautifulSoup(response.content, "html.parser")
    shown = {}
    for name in page.shown_in or page.typed:
        box = soup.select_one(f'[name="{name}"]')
        shown[name] = box.text.strip() if box.name == "textarea" else box.get("value", "")
    return shown


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_text_sent_with_a_token_from_before_is_there_again(page):
    client = browser_of(page.user)

    turned_back = posted(client, page, token=BEFORE)
    back = client.get(turned_back.url)

    assert (turned_back.status_code, turned_back.url) == (302, page.address)
    assert shown_on(back, page) == (page.shown_in or page.typed)
    assert back.text.count(SAID) == 1


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_text_sent_after_the_session_ended_is_there_again(page):
    client = browser_of(page.user)
    lose_session(client)

    sent_away = posted(client, page)
    kept = client.session["kept_text"]
    client.force_login(page.user)
    session = client.session
    session["kept_text"] = kept
    session.save()
    back = client.get(page.address)

    assert sent_away.url == f"/account/login/?next={page.address}"
    assert shown_on(back, page) == (page.shown_in or page.typed)
    assert back.text.count(SAID) == 1


@pytest.mark.parametrize("page", [people_page, access_page, name_page], indirect=True)
def test_text_that_is_sent_after_all_is_no_longer_kept(page):
    client = browser_of(page.user)
    posted(client, page, token=BEFORE)
    if page.address.endswith("mensen/"):
        page.typed["capacity"] = "teacher"
    if page.address.endswith("naam/"):
        page.typed["last_name"] = "Peeters"

    sent = posted(client, page)

    assert sent.status_code == 302
    assert "kept_text" not in client.session


def test_session_of_who_is_signed_in_lasts_as_long_as_ever(page_of_editor):
    client = browser_of(page_of_editor.user)

    posted(client, page_of_editor, token=BEFORE)

    assert client.session.get_expiry_age() > 60 * 60 * 24


@pytest.fixture
def page_of_editor(school, editor):
    return name_page({"editor": editor})


def test_kept_text_is_gone_after_its_term(page_of_editor):
    client = browser_of(page_of_editor.user)
    posted(client, page_of_editor, token=BEFORE)
    session = client.session
    session["kept_text"][page_of_editor.address]["until"] = 0
    session.save()

    late = client.get(page_of_editor.address)

    assert shown_on(late, page_of_editor) == {"first_name": "Ilse"}
    assert "kept_text" not in client.session


@pytest.mark.parametrize("elsewhere", ["/mijn/", "/account/"])
def test_kept_text_is_gone_after_its_term_whichever_page_is_asked(page_of_editor, elsewhere):
    client = browser_of(page_of_editor.user)
    posted(client, page_of_editor, token=BEFORE)
    session = client.session
    session["kept_text"][page_of_editor.address]["until"] = 0
    session.save()

    client.get(elsewhere)

    assert "kept_text" not in client.session


def test_text_of_two_windows_is_kept_of_both(school, editor):
    cast = {"school": school, "editor": editor}
    windows = [school_page(cast), name_page(cast), people_page(cast)]
    client = browser_of(editor)

    for window in windows:
        posted(client, window, token=BEFORE)

    for window in windows:
        assert shown_on(client.get(window.address), window) == window.typed


def test_what_waits_longest_makes_place(school, editor):
    full = Page("/mijn/school/de-brug/mensen/", editor, {"email": "a" * 300_000})
    also = Page("/account/naam/", editor, {"first_name": "b" * 200_000})
    client = browser_of(editor)

    posted(client, full, token=BEFORE)
    posted(client, also, token=BEFORE)

    assert set(client.session["kept_text"]) == {also.address}


def test_who_signs_in_next_on_this_computer_is_shown_nothing_of_it(school, editor):
    page = people_page({"school": school, "editor": editor})
    colleague = make_mandate(institution=school).user
    client = browser_of(editor)
    lose_session(client)
    posted(client, page)
    kept = client.session["kept_text"]

    request = HttpRequest()
    request.session = client.session
    leave_to_who_signed_in(request, colleague)
    left = dict(request.session)
    client.force_login(colleague)
    session = client.session
    session["kept_text"] = kept
    session.save()
    shown = client.get(page.address)

    assert set(kept) == {page.address}
    assert "kept_text" not in left
    assert shown_on(shown, page) == {"email": ""}
    assert SAID not in shown.text


@pytest.mark.parametrize("origin", ["https://elders.example", "null", None])
def test_of_a_form_of_another_site_nothing_is_kept(page_of_editor, origin):
    client = browser_of(page_of_editor.user)
    client.defaults.pop("HTTP_ORIGIN", None)
    sent_by = {} if origin is None else {"origin": origin}

    refused = client.post(page_of_editor.address, {"first_name": "Boos"}, headers=sent_by)

    assert refused.status_code == 403
    assert "Dit formulier was te lang open" in refused.text
    assert "kept_text" not in client.session


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/account/password/change/", {"oldpassword": "geheim", "password1": "geheimer"}),
        ("/account/login/", {"login": "editor@de-brug.example", "password": "geheim"}),
        ("/account/wissen/", {"password": "geheim"}),
    ],
)
def test_of_a_page_that_asks_a_password_nothing_is_kept(editor, address, typed):
    client = browser_of(editor)

    refused = client.post(address, {**typed, "csrfmiddlewaretoken": BEFORE})

    assert refused.status_code == 403
    assert "kept_text" not in client.session


def test_page_that_saves_by_itself_is_told_to_press_the_button(school, editor):
    page = plain_page({"school": school, "editor": editor})
    page.typed["autosave"] = "1"
    client = browser_of(editor)

    told = posted(client, page, token=BEFORE)

    assert told.status_code == 403
    assert told.json() == {
        "words": "Je meldde je intussen opnieuw aan. Kies Bewaar: je tekst blijft staan."
    }


def test_visitor_who_asks_access_keeps_the_question(editor):
    make_index()
    page = Page("/toegang/", editor, {"words": "Ons project over water."})
    client = browser_of(editor)

    turned_back = posted(client, page, token=BEFORE)

    assert turned_back.url == "/toegang/"
    assert shown_on(client.get("/toegang/"), page) == page.typed


def test_project_that_left_the_desk_shows_what_was_typed(school, editor, moderator):
    from showcase.domain import review

    project = make_project(make_school_page(school))
    page = Page(
        f"/mijn/projecten/{project.pk}/", editor, {"mark": "", "summary": "Te laat getypt."}
    )
    client = browser_of(editor)
    posted(client, page, token=BEFORE)
    review.hand_in(project, by=editor)

    back = client.get(page.address)

    assert back.status_code == 409
    assert "Te laat getypt." in back.text


@pytest.mark.parametrize("button", ["school_withdraw_invitation", "school_resend_invitation"])
def test_button_pressed_while_signed_out_leads_back_to_its_page(school, editor, button):
    waiting, _token = invite(school, "nieuw@de-brug.example", Capacity.TEACHER, by=editor)
    before = Invitation.objects.filter(pk=waiting.pk).values().get()
    client = browser_of(editor)
    lose_session(client)

    sent_away = posted(client, Page(reverse(button, args=["de-brug", waiting.pk]), editor, {}))
    client.force_login(editor)
    back = client.get(parse_qs(urlsplit(sent_away.url).query)["next"][0], follow=True)

    assert sent_away.url.startswith("/account/login/?")
    assert back.redirect_chain == [("/mijn/school/de-brug/mensen/", 302)]
    assert back.text.count("Er is nog niets gebeurd.") == 1
    assert Invitation.objects.values().get() == before


@pytest.mark.parametrize("button", ["school_withdraw_invitation", "desk"])
def test_page_that_shows_no_text_says_that_nothing_happened_and_drops_it(school, editor, button):
    waiting, _token = invite(school, "nieuw@de-brug.example", Capacity.TEACHER, by=editor)
    known = {"desk": []}.get(button, ["de-brug", waiting.pk])
    client = browser_of(editor)

    turned_back = posted(client, Page(reverse(button, args=known), editor, {"doe": "ja"}), BEFORE)
    kept = set(client.session["kept_text"])
    back = client.get(turned_back.url, follow=True)

    assert kept == {turned_back.url}
    assert back.text.count("Er is nog niets gebeurd.") == 1
    assert SAID not in back.text
    assert "kept_text" not in client.session
    assert Invitation.objects.get().is_open


def test_text_that_waits_is_not_dropped_by_who_is_not_signed_in_yet(page_of_editor):
    client = browser_of(page_of_editor.user)
    lose_session(client)
    posted(client, page_of_editor)

    client.get(page_of_editor.address)

    assert set(client.session["kept_text"]) == {page_of_editor.address}


def test_of_a_link_that_was_mailed_the_name_is_kept_and_the_password_is_not(school, editor):
    _waiting, token = invite(school, "nieuw@de-brug.example", Capacity.TEACHER, by=editor)
    client = browser_of(editor)
    lose_session(client)
    address = reverse("accept_invitation", args=[token])
    page = Page(address, editor, {"first_name": "Nora", "last_name": "Janssens"})

    page.typed["password"] = "heel-geheim-woord"
    turned_back = posted(client, page, BEFORE)
    kept = client.session["kept_text"][address]["text"]
    back = client.get(turned_back.url)

    assert kept == "first_name=Nora&last_name=Janssens"
    assert shown_on(back, page) == {**page.typed, "password": ""}
    assert back.text.count(SAID) == 1


def test_every_page_for_who_is_signed_in_keeps_text():
    """One door: only the page that asks a password to erase an account keeps nothing."""
    packages = [settings.ROOT / name for name in ("platform", "showcase", "forums")]
    asking = [
        (str(path.relative_to(settings.ROOT)), line)
        for package in packages
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("@login_required")
    ]

    assert asking == [
        ("platform/accounts/views.py", "@login_required  # its password is kept nowhere")
    ]
    assert signed_in(lambda request: None).shows_kept_text is True
