"""The pages of who registers, with and without an account, and of who organises."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from forums.domain.telling import address_of
from forums.enums import Access, Format
from forums.querysets import RegistrationQuerySet
from forums.records import Registration
from notifications.records import OutgoingMail
from tests.forums.factories import (
    make_coming_session,
    make_forum,
    make_registration,
    make_session,
)
from tests.markup import markup_problems

pytestmark = pytest.mark.django_db

FILLED = {"name": "Ilse", "institution": "De Brug", "capacity": "leraar", "access_needs": ""}
BASE = "/mijn/forums/leren/sessies/1/inschrijvingen/"


@pytest.fixture
def session():
    return make_coming_session(make_forum("leren"), places_on_site=1)


def link_in(mail):
    return re.search(r"/inschrijving/\S+", mail.text).group()


def test_somebody_with_an_account_registers_and_cancels(client, editor, session):
    client.force_login(editor)
    page = client.get(f"{session.get_absolute_url()}inschrijven/")
    mandate = editor.mandates.get()

    sent = {"name": "Ilse", "mandate": mandate.pk}
    answer = client.post(page.request["PATH_INFO"], sent)

    made = Registration.objects.get()
    assert (made.institution, made.capacity, made.state, made.named_until) == (
        mandate.institution,
        mandate.get_capacity_display(),
        "confirmed",
        None,
    )
    assert answer.url == address_of(made)
    assert made.session.title in client.get("/mijn/").text
    for path in ("", "annuleren/"):
        assert markup_problems(client.get(answer.url + path).text) == []
    client.post(f"{answer.url}annuleren/")
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert markup_problems(page.text) == []


def test_somebody_without_an_account_proves_the_address_first(client, session):
    address = f"{session.get_absolute_url()}inschrijven/"

    asked = client.post(address, FILLED | {"email": "ilse@brug.example"}, follow=True)
    assert Registration.objects.count() == 0
    link = link_in(OutgoingMail.objects.get())
    page = client.get(link)
    assert Registration.objects.count() == 0
    client.post(link)

    made = Registration.objects.get()
    assert (made.email, made.user, made.institution_name) == ("ilse@brug.example", None, "De Brug")
    assert client.get(link).status_code == 404
    for one in (asked, page, client.get(link), client.get(address)):
        assert markup_problems(one.text) == []


def test_who_asks_twice_learns_nothing_and_gets_a_mail(client, session):
    make_registration(session, email="ilse@brug.example")

    address = f"{session.get_absolute_url()}inschrijven/"
    answer = client.post(address, FILLED | {"email": "Ilse@brug.example"})

    assert answer.url == f"{address}gevraagd/"
    assert OutgoingMail.objects.get().subject.startswith("Je bent ingeschreven")
    assert Registration.objects.count() == 1


def test_a_place_on_offer_is_taken_by_the_link(client, session):
    mine = make_registration(session, state="waiting", seat=None, confirmed_at=None)
    assert "nummer 1 op de wachtlijst" in client.get(address_of(mine)).text
    assert client.get(f"{address_of(mine)}aannemen/").status_code == 405

    assert client.post(f"{address_of(mine)}aannemen/", follow=True).status_code == 200
    mine.refresh_from_db()
    assert mine.state == "waiting"
    assert client.get("/inschrijving/verzonnen.x/").status_code == 404


def test_a_name_is_in_the_report_by_choice_only(client, session):
    mine = make_registration(session)

    client.post(address_of(mine), {"is_named": "on", "named_until": "2020-01-01"})
    mine.refresh_from_db()
    assert mine.named_until is None
    client.post(address_of(mine), {"is_named": "on", "named_until": "2027-06-01"})
    mine.refresh_from_db()
    assert str(mine.named_until) == "2027-06-01"
    client.post(address_of(mine), {"named_until": "2027-06-01"})
    mine.refresh_from_db()
    assert mine.named_until is None


def test_where_members_take_part_a_visitor_signs_in_first(client, editor):
    session = make_coming_session(make_forum("leren", access=Access.MEMBERS_TAKE_PART))
    address = f"{session.get_absolute_url()}inschrijven/"

    assert client.get(address).url.startswith("/account/login/")
    client.force_login(editor)
    assert client.get(address).status_code == 403
    assert "Alleen leden" in client.get(session.get_absolute_url()).text


def test_a_session_that_asks_for_no_registration_says_nothing_of_it(client):
    session = make_session(make_forum("leren"))

    page = client.get(session.get_absolute_url())

    assert page.context["door"] is None
    assert client.get(f"{session.get_absolute_url()}inschrijven/").status_code == 302


def test_the_link_to_join_is_for_who_has_a_place(client):
    link = "https://meet.voorbeeld.example/geheim"
    fields = {"format": Format.ONLINE, "place": "", "link": link}
    session = make_coming_session(make_forum("leren"), **fields)
    mine = make_registration(session, mode="online")
    waits = make_registration(session, mode="online", state="waiting", seat=None)

    assert link in client.get(address_of(mine)).text
    for address in (address_of(waits), session.get_absolute_url()):
        assert link not in client.get(address).text
    assert link not in client.get(f"{session.get_absolute_url()}kalender.ics").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_an_organiser(client, moderator, django_assert_num_queries, session, count):
    for _number in range(count):
        make_registration(session, dietary_needs="halal")
        make_registration(session, state="waiting", seat=None, confirmed_at=None)
    client.force_login(moderator)

    with django_assert_num_queries(8):
        page = client.get(BASE)

    assert page.text.count("halal") == count
    assert markup_problems(page.text) == []
    assert markup_problems(client.get(f"{BASE}regels/").text) == []


def test_an_organiser_lets_register_and_notes_who_was_there(client, moderator):
    session = make_session(make_forum("leren"))
    client.force_login(moderator)

    client.post(f"{BASE}regels/", {"places_on_site": 5, "hours_to_accept": 24})
    someone = make_registration(session)
    client.post(f"{BASE}{someone.pk}/", {"act": "aanwezig"})

    someone.refresh_from_db()
    assert (session.registration_rules.places_on_site, someone.attended) == (5, True)


@pytest.mark.parametrize("path", ["", "regels/", "lijst.xlsx", "badges.pdf", "deelnemers.pdf"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("editor", 403), ("policymaker", 403), ("moderator", 200), ("administrator", 200)],
)
def test_who_sees_who_comes(request, client, session, path, role, status):
    make_registration(session)
    client.force_login(request.getfixturevalue(role))

    assert client.get(BASE + path).status_code == status


def test_what_people_write_is_no_formula_and_no_markup(client, moderator, session):
    words = '=HYPERLINK("https://kwaad.example")'
    make_registration(session, name=words, institution_name="@som #panic()", capacity="+1\x07")
    client.force_login(moderator)

    sheet = load_workbook(BytesIO(client.get(f"{BASE}lijst.xlsx").content)).active
    cells = {cell.value: cell for cell in sheet[2]}

    assert [cells[one].data_type for one in (words, "@som #panic()", "+1")] == ["s", "s", "s"]
    assert all(cells[one].quotePrefix for one in (words, "@som #panic()", "+1"))
    for name in ("badges", "deelnemers"):
        assert client.get(f"{BASE}{name}.pdf").content.startswith(b"%PDF-")


def test_consent_that_is_over_before_the_link_is_followed_is_no_consent(client, session):
    tomorrow = timezone.localdate() + timedelta(days=1)
    client.post(
        f"{session.get_absolute_url()}inschrijven/",
        FILLED | {"email": "i@brug.example", "is_named": "on", "named_until": tomorrow.isoformat()},
    )
    link = link_in(OutgoingMail.objects.get())

    with time_machine.travel(timezone.now() + timedelta(days=1, hours=12), tick=True):
        client.post(link)

    made = Registration.objects.get()
    assert (made.state, made.named_until) == ("confirmed", None)


def test_page_of_who_was_offered_a_place_in_this_very_second_still_opens(
    client, session, monkeypatch
):
    """Between reading the registration and the list, another process gave it a place."""
    mine = make_registration(session, state="waiting", seat=None, confirmed_at=None)
    monkeypatch.setattr(RegistrationQuerySet, "waiting", RegistrationQuerySet.none)

    assert client.get(address_of(mine)).status_code == 200
