"""Doors of the admin that nobody goes through, whoever it is."""

import pytest

from accounts.records import User
from institutions.records import Institution
from showcase.pages import ProjectPage
from tests.showcase.factories import make_published, make_school_page

HUGE = "9" * 20


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/images/chooser/chosen-multiple/?id=" + HUGE,
        "/beheer/images/chooser/chosen-multiple/?id=abc",
        "/beheer/documents/chooser/chosen-multiple/?id=abc",
        "/beheer/institution_chooser/chosen-multiple/?id=" + HUGE,
        f"/beheer/documents/chooser/chosen/{HUGE}/",
        "/beheer/images/chooser/chosen/abc/",
        "/beheer/institution_chooser/chosen/abc/",
        f"/beheer/pages/{HUGE}/edit/",
        f"/mijn/projecten/{HUGE}/",
        f"/mijn/projecten/{HUGE}/geschiedenis/",
        f"/mijn/nakijken/{HUGE}/",
        f"/mijn/projecten/overnemen/{HUGE}/",
    ],
)
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_number_that_no_database_holds_leads_nowhere(request, client, who, address):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address).status_code == 404


def test_institution_is_not_made_in_the_window_that_chooses_one(client, moderator):
    client.force_login(moderator)

    asked = {"name": "Verzonnen", "slug": "verzonnen", "kind": "school"}

    assert client.post("/beheer/institution_chooser/create/", asked).status_code == 404
    assert not Institution.objects.filter(name="Verzonnen").exists()


def test_link_to_no_address_is_asked_again(client, moderator):
    client.force_login(moderator)

    response = client.post("/beheer/choose-external-link/", {"external-link-chooser-url": ""})

    assert response.json()["step"] == "external_link"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["editor", "moderator"])
def test_page_about_oneself_is_the_one_of_the_site(request, client, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    response = client.post("/beheer/account/", {"name_email-first_name": "Iemand"})

    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert User.objects.get(pk=user.pk).first_name == user.first_name


def test_who_is_led_to_signing_out_is_asked_first(client, moderator):
    client.force_login(moderator)

    led = client.get("/beheer/logout/")
    still_in = client.get("/account/").status_code
    client.post("/beheer/logout/")

    assert (led.status_code, led["Location"], still_in) == (302, "/account/logout/", 200)
    assert "sessionid" not in led.cookies
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/images/",
        "/beheer/images/results/",
        "/beheer/images/chooser/",
        "/beheer/documents/",
        "/beheer/documents/chooser/",
        "/beheer/choose-page/search/",
    ],
)
@pytest.mark.slow
def test_quotation_mark_in_a_search_is_no_error(client, moderator, editor, address):
    client.force_login(moderator if "choose-page" in address else editor)

    for words in ('"', 'a"b', '"a b', '-"a', '"a b" OR "'):
        response = client.get(address, {"q": words})
        assert response.status_code == 200, words
        assert "De Brug</" not in response.text


@pytest.mark.django_db
def test_title_that_a_school_is_changing_is_in_no_list_of_others(school):
    page = make_published(make_school_page(school), title="Gelezen titel")
    page.title = "Nog geheim"
    page.save_revision()

    listed = ProjectPage.objects.get(pk=page.pk)

    assert listed.draft_title == "Nog geheim"
    assert listed.get_admin_display_title() == "Gelezen titel"
