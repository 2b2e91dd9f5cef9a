"""The pages of who registers, with and without an account, and of who organises."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from forums.domain.meetings import cancel_session
from forums.domain.registering import set_rules
from forums.domain.telling import address_of
from forums.enums import Access, Format, RegistrationState
from forums.querysets import RegistrationQuerySet
from forums.records import Registration, RegistrationRequest, RegistrationRules
from forums.views.organising.lists import on_site
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
ASKED = FILLED | {"email": "ilse@brug.example"}
BASE = "/mijn/forums/leren/sessies/1/inschrijvingen/"


@pytest.fixture
def session():
    return make_coming_session(make_forum("leren"), places_on_site=1)


def link_in(mail):
    return re.search(r"/inschrijving/\S+", mail.text).group()


@pytest.mark.slow
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
    desk = client.get("/mijn/").text
    assert made.session.title in desk
    for page_text in (desk, client.get(answer.url).text):
        assert "je hebt een plaats" in page_text
        assert "heeft een plaats" not in page_text
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
    assert (RegistrationRequest.objects.get().name, made.name) == ("", "Ilse")
    for one in (asked, page, client.get(link, follow=True), client.get(address)):
        assert markup_problems(one.text) == []


def test_a_second_click_on_confirming_leads_to_the_registration(client, session):
    client.post(f"{session.get_absolute_url()}inschrijven/", ASKED)
    link = link_in(OutgoingMail.objects.get())

    clicks = [client.post(link) for _click in range(3)]
    made = Registration.objects.get()
    client.post(f"{address_of(made)}annuleren/")
    later = client.post(link)

    assert {(one.status_code, one.url) for one in clicks} == {(302, address_of(made))}
    assert client.get(link).url == later.url == address_of(made)
    assert [one.state for one in Registration.objects.all()] == ["cancelled"]


def test_asking_twice_at_once_sends_one_mail_and_asking_again_later_keeps_the_link(client, session):
    address = f"{session.get_absolute_url()}inschrijven/"
    for _click in range(2):
        assert client.post(address, ASKED).url == f"{address}gevraagd/"
    assert OutgoingMail.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        client.post(address, ASKED)
        links = {link_in(mail) for mail in OutgoingMail.objects.all()}
        kept = [client.get(link).status_code for link in links]
        client.post(address, ASKED | {"name": "Elke"})

    assert kept == [200, 200]
    assert OutgoingMail.objects.count() == 3
    overs = [client.get(link) for link in links]
    assert [one.status_code for one in overs] == [404, 404]
    over = overs[0]
    assert "Deze link werkt niet meer" in over.text
    assert markup_problems(over.text) == []


def test_where_a_mode_is_full_the_choice_and_the_confirmation_say_one_waits(client):
    session = make_coming_session(
        make_forum("leren"), format=Format.HYBRID, link="https://meet.example/x", places_on_site=1
    )
    make_registration(session)
    address = f"{session.get_absolute_url()}inschrijven/"

    page = client.get(address)
    client.post(address, FILLED | {"email": "ilse@brug.example", "mode": "on_site"})

    assert page.context["form"].fields["mode"].choices == [
        ("on_site", "ter plaatse (volzet: je komt op de wachtlijst)"),
        ("online", "online"),
    ]
    link = link_in(OutgoingMail.objects.get())
    asked = client.get(link)
    assert "Volzet: je komt op de wachtlijst." in asked.text
    assert "je staat op de wachtlijst" in client.post(link, follow=True).text
    assert markup_problems(asked.text) == []


def test_at_the_share_of_an_institution_the_confirmation_says_why_one_waits(client):
    session = make_coming_session(make_forum("leren"), most_per_institution=1)
    make_registration(session, institution_name="Het Nergenshuis")
    typed = ASKED | {"institution": "het  nergenshuis"}
    client.post(f"{session.get_absolute_url()}inschrijven/", typed)

    asked = client.get(link_in(OutgoingMail.objects.get())).text

    assert "Je instelling heeft al zoveel plaatsen als één instelling kan krijgen" in asked
    assert "Volzet" not in asked
    assert markup_problems(asked) == []


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


@pytest.mark.parametrize("state", ["waiting", "confirmed"])
def test_of_a_session_that_was_called_off_nobody_waits_or_has_a_place(
    client, moderator, session, state
):
    holds = {} if state == "confirmed" else {"seat": None, "confirmed_at": None}
    mine = make_registration(session, state=state, **holds)
    cancel_session(session, by=moderator, reason="De zaal is stuk.")

    page = client.get(address_of(mine))

    for words in ("Je bent nummer", "dan mailen we je", "op de wachtlijst", "je hebt een plaats"):
        assert words not in page.text
    assert "afgezegd" in page.text
    assert "De zaal is stuk." in page.text
    assert ("Er is dus geen wachtlijst meer." in page.text) is (state == "waiting")
    assert markup_problems(page.text) == []


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

    assert "Zet in je kalender" not in page.text  # it is over

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
    someone = make_registration(session, name='An "d\'Hondt" & Co')
    listed = client.get(BASE)
    client.post(f"{BASE}{someone.pk}/", {"act": "aanwezig"})

    someone.refresh_from_db()
    assert (session.registration_rules.places_on_site, someone.attended) == (5, True)
    assert f'aria-label="Aanwezig: {escape(someone.name)}"' in listed.text
    assert markup_problems(listed.text) == []


def test_rules_that_a_colleague_wrote_meanwhile_are_shown_and_not_overwritten(
    client, moderator, epos_moderator, session
):
    page = f"{BASE}regels/"
    client.force_login(moderator)
    seen = client.get(page).context["seen"]
    typed = {"places_on_site": 9, "hours_to_accept": 24, "seen": seen}
    set_rules(session, by=epos_moderator, places_on_site=7, hours_to_accept=48)

    refused = client.post(page, typed | {"places_on_site": -1})
    conflict = client.post(page, typed)
    shown = conflict.context["seen"]
    kept = RegistrationRules.objects.get().places_on_site
    twice = [client.post(page, typed | {"seen": shown}).status_code for _click in range(2)]

    assert (refused.status_code, refused.context["seen"]) == (422, seen)
    assert conflict.status_code == 409
    assert conflict.context["differing"] == [
        ("Plaatsen ter plaatse", "7"),
        ("Uren om een vrijgekomen plaats aan te nemen", "48"),
    ]
    assert markup_problems(conflict.text) == []
    assert (seen == shown, kept, twice) == (False, 7, [302, 302])
    assert RegistrationRules.objects.get().places_on_site == 9


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


def test_badges_are_for_who_has_a_place_on_site(session):
    here = make_registration(session)
    make_registration(session, mode="online", seat=1)
    make_registration(session, state="waiting", seat=None, confirmed_at=None)

    assert on_site(session.registrations.order_by("pk")) == [here]


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


def test_at_the_share_of_an_institution_another_mode_is_not_called_full(client):
    session = make_coming_session(
        make_forum("leren"),
        format=Format.HYBRID,
        link="https://samen.example/1",
        places_on_site=5,
        most_per_institution=1,
    )
    make_registration(session, institution_name="Het Nergenshuis")
    mine = make_registration(
        session,
        institution_name="Het Nergenshuis",
        email="mo@brug.example",
        mode="online",
        state=RegistrationState.WAITING,
        seat=None,
        confirmed_at=None,
    )

    said = client.post(f"{address_of(mine)}hoe/", {"mode": "on_site"}, follow=True).text

    assert "Je instelling heeft al zoveel plaatsen als één instelling kan krijgen" in said
    assert "is volzet" not in said
