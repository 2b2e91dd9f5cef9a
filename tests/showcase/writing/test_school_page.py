"""A school writes what its own page says."""

import pytest
from django.test import Client

from audit.records import Event
from institutions.records import Institution
from showcase.pages import SchoolPage
from tests.institutions.factories import make_mandate
from tests.sharing import made_once
from tests.showcase.factories import make_school_page
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db
ADDRESS = "/mijn/school/de-brug/pagina/"


@made_once
def page(school, editor):
    return make_school_page(school)


def said(page, introduction="Wij zijn De Brug.", website="https://www.debrug.example"):
    latest = SchoolPage.objects.get(pk=page.pk).latest_revision_id
    return {"introduction": introduction, "website": website, "started_from": latest}


def test_school_writes_its_page_and_it_is_online_at_once(client, page, editor):
    client.force_login(editor)
    assert ADDRESS in client.get("/mijn/").text

    response = client.post(ADDRESS, said(page))

    assert (response.status_code, response.url) == (302, "/scholen/de-brug/")
    public = client.get(response.url).text
    assert "Wij zijn De Brug." in public
    assert 'href="https://www.debrug.example"' in public
    latest = SchoolPage.objects.get().latest_revision
    assert (latest.user, latest.content["introduction"]) == (editor, "Wij zijn De Brug.")
    assert Event.objects.get(verb="write_school_page").actor_id == editor.pk
    assert "Wij zijn De Brug." in client.get(ADDRESS).text


def test_second_click_makes_no_version_and_speaks_of_no_colleague(client, page, editor):
    client.force_login(editor)
    typed = said(page)

    answers = [client.post(ADDRESS, typed) for _click in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, "/scholen/de-brug/")
    ] * 2
    assert SchoolPage.objects.get().revisions.count() == 2


def test_text_of_who_was_signed_out_is_there_after_signing_in(client, page, editor, school):
    client.force_login(editor)
    typed = said(page, "Getypt voor de sessie verliep.")
    colleague = Client()
    colleague.force_login(make_mandate(institution=school).user)
    colleague.post(ADDRESS, said(page, "Tekst van een collega."))
    lose_session(client)

    turned_away = client.post(ADDRESS, typed)
    kept = client.session["kept_text"]
    client.force_login(editor)
    session = client.session
    session["kept_text"] = kept
    session.save()
    shown = client.get(ADDRESS)

    assert turned_away.status_code == 302
    assert "Je tekst is er nog" in shown.text
    assert shown.context["form"]["introduction"].value() == "Getypt voor de sessie verliep."
    again = {**typed, "started_from": shown.context["started_from"]}
    assert client.post(ADDRESS, again).status_code == 409


def test_wrong_address_does_not_hide_that_a_colleague_saved(client, page, editor, school):
    typed = said(page, website="javascript:alert(1)")
    client.force_login(make_mandate(institution=school).user)
    client.post(ADDRESS, said(page, "Tekst van een collega."))
    client.force_login(editor)

    mended = client.post(ADDRESS, typed).context["started_from"]

    refused = client.post(ADDRESS, {**said(page), "started_from": mended})

    assert refused.status_code == 409
    assert SchoolPage.objects.get().introduction == "Tekst van een collega."


def test_colleague_who_saved_first_is_not_overwritten(client, page, editor, school):
    client.force_login(editor)
    mine = said(page, "Mijn tekst.")
    client.force_login(make_mandate(institution=school).user)
    client.post(ADDRESS, said(page, "Tekst van een collega."))
    client.force_login(editor)

    response = client.post(ADDRESS, mine)

    assert response.status_code == 409
    assert "Tekst van een collega." in response.text
    assert "Mijn tekst." in response.text
    assert SchoolPage.objects.get().introduction == "Tekst van een collega."
    again = client.post(ADDRESS, said(page, "Samen."))
    assert again.status_code == 302
    assert SchoolPage.objects.get().introduction == "Samen."


def test_wrong_address_is_explained_and_the_text_kept(client, page, editor):
    client.force_login(editor)

    response = client.post(ADDRESS, said(page, website="javascript:alert(1)"))

    assert response.status_code == 422
    assert "Schrijf het volledige adres" in response.text
    assert "Wij zijn De Brug." in response.text
    assert Institution.objects.get(slug="de-brug").website == ""


@pytest.mark.parametrize(
    "who", ["other_editor", "policymaker", "moderator", "administrator", "adviser"]
)
def test_nobody_else_writes_it(request, client, page, school, who):
    from institutions.enums import Capacity

    person = (
        make_mandate(institution=school, capacity=Capacity.ADVISER).user
        if who == "adviser"
        else request.getfixturevalue(who)
    )
    client.force_login(person)

    assert client.post(ADDRESS, said(page)).status_code == 404
    assert SchoolPage.objects.get(pk=page.pk).introduction == ""
