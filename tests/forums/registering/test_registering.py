"""Places, the waiting list, deadlines, reminders, erasure: with a clock that stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.domain.erasure import erase_account
from audit.records import Event
from forums.domain.erasing import erase_contact, erase_needs
from forums.domain.meetings import cancel_session, change_session
from forums.domain.participants import Represented, named_in, represented_in
from forums.domain.places import settle_late_offers
from forums.domain.registering import (
    Answers,
    OfferIsOverError,
    RegistrationClosedError,
    accept_offer,
    cancel_registration,
    note_attendance,
    register,
    set_rules,
)
from forums.domain.reminding import send_reminders
from forums.enums import Access, Format
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import make_coming_session, make_forum, make_registration
from tests.racing import at_once

NOW = timezone.make_aware(timezone.datetime(2026, 3, 1, 9))


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def answers(**fields):
    given = {
        "name": "Ilse Peeters",
        "institution_name": "De Brug",
        "capacity": "leraar",
        "mode": "on_site",
    }
    return Answers(**(given | fields))


def come(session, **fields):
    """Somebody new registers."""
    fields.setdefault("institution_name", f"School {session.registrations.count()}")
    return register(session, answers(**fields), by=make_user())


def mailed():
    """What the mails are about, in their order."""
    listed = OutgoingMail.objects.order_by("created_at")
    return [one.subject.split(":")[0] for one in listed]


def states(session):
    return list(session.registrations.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once():
    session = make_coming_session(places_on_site=1)
    people = [make_user() for _number in range(4)]

    at_once(*[lambda one=one: register(session, answers(), by=one) for one in people])

    assert sorted(states(session)) == ["confirmed", "waiting", "waiting", "waiting"]


pytestmark = pytest.mark.django_db


def test_who_comes_after_the_last_place_waits_and_is_promoted_in_order():
    session = make_coming_session(places_on_site=1)
    first, second, third = (come(session) for _number in range(3))

    cancel_registration(first, by=None)

    assert states(session) == ["cancelled", "offered", "waiting"]
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.seat, third.seat) == (1, None)
    assert mailed() == [
        "Je bent ingeschreven",
        "Je staat op de wachtlijst",
        "Je staat op de wachtlijst",
        "Je inschrijving is geannuleerd",
        "Er is een plaats voor je",
    ]
    assert accept_offer(second).state == "confirmed"
    assert accept_offer(second).state == "confirmed"


def test_registering_twice_changes_nothing():
    session = make_coming_session(places_on_site=5)
    person = make_user()

    made = [register(session, answers(), by=person) for _time in range(2)]

    assert made[0] == made[1]
    assert mailed() == ["Je bent ingeschreven"]


def test_only_a_mail_that_lets_somebody_in_has_the_link(moderator):
    link = "https://voorbeeld.example/meet"
    session = make_coming_session(format=Format.HYBRID, place="Gent", link=link, places_online=1)
    come(session, mode="online")
    come(session, mode="online")

    change_session(
        session,
        by=moderator,
        started_from=session.version,
        starts_at=session.starts_at,
        place="Brussel",
    )
    session.refresh_from_db()
    cancel_session(session, by=moderator, reason="Ziek.")

    has_link = [
        (
            one.subject.split(":")[0],
            one.text.count(link),
            one.calendar.replace("\r\n ", "").count(link),
        )
        for one in OutgoingMail.objects.order_by("created_at")
    ]
    assert has_link == [
        ("Je bent ingeschreven", 1, 1),
        ("Je staat op de wachtlijst", 0, 0),
        ("Gewijzigd", 1, 1),
        ("Gewijzigd", 0, 0),
        ("Gaat niet door", 0, 0),
        ("Gaat niet door", 0, 0),
    ]


def test_an_offer_that_nobody_takes_goes_to_the_next(clock):
    session = make_coming_session(places_on_site=1)
    first, second, _third = (come(session) for _number in range(3))
    cancel_registration(first, by=None)
    second.refresh_from_db()
    assert second.offered_until == NOW + timedelta(hours=48)

    clock.shift(timedelta(hours=48))
    with pytest.raises(OfferIsOverError):
        accept_offer(second)
    settle_late_offers()

    assert states(session) == ["cancelled", "lapsed", "offered"]


def test_a_meeting_that_is_moved_forward_shortens_what_is_on_offer(clock, moderator):
    session = make_coming_session(places_on_site=1)
    first, second = come(session), come(session)
    cancel_registration(first, by=None)
    sooner = NOW + timedelta(hours=20)

    change_session(
        session,
        by=moderator,
        started_from=session.version,
        starts_at=sooner,
        ends_at=sooner + timedelta(hours=2),
    )

    second.refresh_from_db()
    assert second.offered_until == NOW + timedelta(hours=10)
    moved = OutgoingMail.objects.get(subject__startswith="Gewijzigd")
    assert "Neem ze aan voor zondag 1 maart, 19:00" in moved.text


def test_a_meeting_that_is_planned_before_now_passes_offers_to_nobody(clock, moderator):
    session = make_coming_session(places_on_site=1)
    first, second, _third = (come(session) for _number in range(3))
    cancel_registration(first, by=None)
    times = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)}

    change_session(session, by=moderator, started_from=session.version, **times)

    assert states(session) == ["cancelled", "lapsed", "waiting"]
    with pytest.raises(OfferIsOverError):
        accept_offer(second)


def test_a_place_is_not_taken_once_the_meeting_began(clock):
    session = make_coming_session(places_on_site=1)
    first, second = come(session), come(session)
    cancel_registration(first, by=None)
    type(session).objects.update(starts_at=NOW, ends_at=NOW + timedelta(hours=2))

    with pytest.raises(OfferIsOverError):
        accept_offer(second)


def test_shortly_before_it_begins_an_offer_stands_half_of_the_time_that_is_left(clock):
    session = make_coming_session(places_on_site=1)
    first, second = come(session), come(session)
    clock.move_to(session.starts_at - timedelta(hours=10))

    cancel_registration(first, by=None)

    second.refresh_from_db()
    assert second.offered_until == session.starts_at - timedelta(hours=5)


def test_no_institution_comes_with_more_than_its_share():
    session = make_coming_session(places_on_site=3, most_per_institution=1)
    first = come(session, institution_name="De Brug")
    second = come(session, institution_name="de  brug")
    come(session, institution_name="De Meander")

    assert states(session) == ["confirmed", "waiting", "confirmed"]
    waits = OutgoingMail.objects.get(subject__startswith="Je staat op de wachtlijst").text
    assert "Je instelling heeft al zoveel plaatsen als één instelling kan krijgen." in waits
    assert "Alle plaatsen" not in waits
    cancel_registration(first, by=None)
    second.refresh_from_db()
    assert second.state == "offered"


def test_places_are_counted_for_each_mode(moderator):
    session = make_coming_session(
        format=Format.HYBRID,
        link="https://voorbeeld.example/meet",
        places_on_site=1,
        places_online=1,
    )
    for mode in ("on_site", "on_site", "online", "online"):
        come(session, mode=mode)

    assert states(session) == ["confirmed", "waiting", "confirmed", "waiting"]
    set_rules(session, by=moderator, places_online=2)
    assert states(session) == ["confirmed", "waiting", "confirmed", "offered"]


def test_a_way_that_the_session_does_not_have_is_refused():
    with pytest.raises(ValidationError):
        come(make_coming_session(), mode="online")


@pytest.mark.parametrize(
    ("session", "rules"),
    [
        ({"starts_at": NOW - timedelta(minutes=1)}, {}),
        ({"cancelled_at": NOW, "cancelled_reason": "Ziek."}, {}),
        ({}, {"closes_at": NOW}),
    ],
)
def test_what_has_begun_is_off_or_closed_takes_nobody(clock, session, rules):
    with pytest.raises(RegistrationClosedError):
        come(make_coming_session(**session, **rules))


@pytest.mark.parametrize("access", [Access.MEMBERS_TAKE_PART, Access.MEMBERS_ONLY])
def test_where_members_take_part_nobody_else_registers(access):
    with pytest.raises(PermissionDenied):
        come(make_coming_session(make_forum(access=access)))


@pytest.mark.slow
def test_reminders_go_out_once_each(clock):
    session = make_coming_session(starts_at=NOW + timedelta(days=10))
    come(session)
    make_registration(session, state="waiting", seat=None, confirmed_at=None)
    OutgoingMail.objects.all().delete()

    sent = []
    for _hour in range(24 * 10):
        clock.shift(timedelta(hours=1))
        sent.append(send_reminders())

    assert sum(sent) == 2
    assert mailed() == ["Binnenkort", "Binnenkort"]
    assert sent[24 * 3 - 1] == sent[24 * 9 - 1] == 1


def test_who_comes_hears_that_it_moved_or_is_off(moderator):
    session = make_coming_session()
    come(session)
    OutgoingMail.objects.all().delete()

    moved = change_session(session, by=moderator, started_from=1, place="Gent")
    change_session(moved, by=moderator, started_from=2, title="Anders")
    cancel_session(session, by=moderator, reason="Ziek.")

    assert mailed() == ["Gewijzigd", "Gaat niet door"]
    calendars = list(OutgoingMail.objects.order_by("created_at").values_list("calendar", flat=True))
    assert ["METHOD:REQUEST" in calendars[0], "SEQUENCE:1" in calendars[0]] == [True, True]
    assert "METHOD:CANCEL" in calendars[1]
    assert "STATUS:CANCELLED" in calendars[1]


def test_needs_go_the_day_after_and_the_log_says_so(clock):
    session = make_coming_session()
    mine = make_registration(session, dietary_needs="halal", access_needs="rolstoel")
    clock.move_to(session.ends_at + timedelta(hours=23))
    assert erase_needs() == 0

    clock.shift(timedelta(hours=1))

    assert (erase_needs(), erase_needs()) == (1, 0)
    mine.refresh_from_db()
    assert (mine.dietary_needs, mine.access_needs) == ("", "")
    assert Event.objects.get(verb="erase_needs").detail == {"count": 1}


def test_addresses_go_after_a_year_and_a_name_when_its_consent_ends(clock):
    session = make_coming_session()
    until = (session.ends_at + timedelta(days=400)).date()
    named, unnamed = make_registration(session, named_until=until), make_registration(session)
    clock.move_to(session.ends_at + timedelta(days=365))

    erase_contact()

    named.refresh_from_db()
    unnamed.refresh_from_db()
    assert (named.email, unnamed.email, unnamed.name) == ("", "", "")
    assert named.name
    clock.shift(timedelta(days=40))
    erase_contact()
    named.refresh_from_db()
    assert named.name == ""


def test_a_report_names_institutions_always_and_people_by_consent_only(clock, moderator):
    session = make_coming_session()
    day = NOW.date() + timedelta(days=30)
    shown = make_registration(session, name="An", institution_name="A", named_until=day)
    make_registration(session, name="Bo", institution_name="B")
    absent = make_registration(session, name="Cé", institution_name="C", named_until=day)
    note_attendance(absent, False, by=moderator)

    assert represented_in([session]) == [
        Represented("A", "directie", 1),
        Represented("B", "directie", 1),
    ]
    assert named_in([session]) == [shown.name]
    clock.move_to(NOW + timedelta(days=31))
    assert named_in([session]) == []


def test_erasing_a_person_gives_the_place_to_the_next(administrator):
    session = make_coming_session(places_on_site=1)
    person = make_user()
    mine = register(session, answers(dietary_needs="halal"), by=person)
    come(session)

    erase_account(person, by=administrator)

    mine.refresh_from_db()
    assert (mine.name, mine.email, mine.user, mine.dietary_needs) == ("", "", None, "")
    assert mine.institution_name == "De Brug"
    assert states(session) == ["cancelled", "offered"]


def test_only_organisers_set_rules_and_note_who_was_there(editor):
    session = make_coming_session()
    someone = make_registration(session)

    for verb in (
        lambda: set_rules(session, by=editor, places_on_site=1),
        lambda: note_attendance(someone, True, by=editor),
        lambda: cancel_registration(someone, by=editor),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.django_db
def test_registration_of_another_account_is_nobody_elses_though_the_address_once_was(clock):
    session = make_coming_session()
    person = make_user()
    theirs = make_registration(session, user=make_user(), email=person.email)

    with pytest.raises(ValidationError):
        register(session, answers(), by=person)

    assert list(session.registrations.all()) == [theirs]
