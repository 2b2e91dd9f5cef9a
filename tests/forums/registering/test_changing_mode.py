"""Coming otherwise: as one asked before organisers took that away, or as one would rather."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from forums.domain.changing_mode import change_mode
from forums.domain.foreseeing import foresee_change
from forums.domain.places import settle
from forums.domain.registering import (
    RegistrationClosedError,
    accept_offer,
    cancel_registration,
    set_rules,
)
from forums.domain.telling import address_of
from forums.enums import Format, Mode
from forums.records import Registration
from notifications.records import OutgoingMail
from tests.forums.factories import make_coming_session
from tests.forums.registering.test_modes import LINK, change, standing
from tests.forums.registering.test_registering import come, mailed
from tests.markup import markup_problems
from tests.racing import at_once

pytestmark = pytest.mark.django_db

TEAMS = {"format": Format.ONLINE, "place": "", "link": LINK}
BOTH = {"format": Format.HYBRID, "place": "Brussel", "link": LINK}
ON_SITE = {"format": Format.ON_SITE, "place": "Brussel", "link": ""}


def hybrid(*, on_site: int | None = None, online: int | None = None):
    return make_coming_session(
        format=Format.HYBRID, link=LINK, places_on_site=on_site, places_online=online
    )


def filled(session, **names):
    """Each of these names comes so; no mail of that counts."""
    made = {name: come(session, name=name, mode=mode) for name, mode in names.items()}
    OutgoingMail.objects.all().delete()
    return made


def to(made: Registration, mode: str) -> Registration:
    return change_mode(Registration.objects.get(pk=made.pk), mode)


@pytest.mark.slow
def test_a_slip_that_is_undone_gives_everybody_their_place_back(moderator):
    session = hybrid(on_site=2, online=3)
    filled(session, An="on_site", Bo="online", Cis="online", Dé="online", Eef="online")
    before = standing(session)
    assert before["Eef"] == "online waiting"

    session = change(session, moderator, **ON_SITE)
    assert standing(session) == {
        "An": "on_site confirmed",
        "Bo": "on_site offered",
        "Cis": "on_site waiting",
        "Dé": "on_site waiting",
        "Eef": "on_site waiting",
    }
    OutgoingMail.objects.all().delete()
    session = change(session, moderator, **BOTH)

    assert standing(session) == before
    assert not session.registrations.exclude(wished_mode="").exists()
    assert sorted(mailed()) == ["Gewijzigd"] * 2 + ["Zo doe je mee"] * 3
    given = OutgoingMail.objects.filter(template="forums/mail/mode_given").first()
    assert "Je doet online mee, zoals je vroeg." in given.text
    assert "METHOD:REQUEST" in given.calendar


@pytest.mark.slow
def test_who_was_taken_along_online_comes_on_site_again(moderator):
    session = hybrid(on_site=2, online=2)
    filled(session, An="on_site", Bo="on_site", Cis="online")

    session = change(session, moderator, **TEAMS)
    assert standing(session)["Bo"] == "online waiting"
    session = change(session, moderator, **BOTH)

    assert standing(session) == {
        "An": "on_site confirmed",
        "Bo": "on_site confirmed",
        "Cis": "online confirmed",
    }


def test_who_accepted_the_other_way_stays_there(moderator):
    session = hybrid(on_site=1)
    made = filled(session, Bo="online")
    session = change(session, moderator, **ON_SITE)
    accept_offer(made["Bo"])

    change(session, moderator, **BOTH)

    assert standing(session) == {"Bo": "on_site confirmed"}


@pytest.mark.slow
def test_one_goes_first_who_asked_before_the_meeting_moved(moderator):
    """From on site to online in one go: who asked online has the last place, not who came along."""
    session = hybrid(on_site=1, online=1)
    filled(session, An="on_site", Bo="online")
    session = change(session, moderator, **ON_SITE)
    assert standing(session) == {"An": "on_site confirmed", "Bo": "on_site waiting"}

    change(session, moderator, **TEAMS)

    assert standing(session) == {"An": "online waiting", "Bo": "online confirmed"}


def test_who_has_a_place_takes_another_and_leaves_the_first_to_who_waits():
    session = hybrid(on_site=1, online=1)
    made = filled(session, An="on_site", Bo="on_site")

    to(made["An"], Mode.ONLINE)

    assert standing(session) == {"An": "online confirmed", "Bo": "on_site offered"}
    assert mailed() == ["Zo doe je mee", "Er is een plaats voor je"]


def test_who_has_a_place_keeps_it_while_waiting_for_another():
    session = hybrid(on_site=1, online=1)
    made = filled(session, An="on_site", Bo="online", Cis="on_site")

    to(made["An"], Mode.ONLINE)
    to(made["An"], Mode.ONLINE)
    assert standing(session)["An"] == "on_site confirmed"
    assert mailed() == []

    cancel_registration(made["Bo"], by=None)

    assert standing(session) == {
        "An": "online confirmed",
        "Bo": "online cancelled",
        "Cis": "on_site offered",
    }


def test_a_wish_is_taken_back_and_more_places_grant_one(moderator):
    session = hybrid(on_site=2, online=1)
    made = filled(session, An="on_site", Bo="on_site", Cis="online")
    for name in ("An", "Bo"):
        to(made[name], Mode.ONLINE)
    to(made["An"], Mode.ON_SITE)

    set_rules(session, by=moderator, places_online=3)

    assert standing(session) == {
        "An": "on_site confirmed",
        "Bo": "online confirmed",
        "Cis": "online confirmed",
    }


def test_who_waits_goes_to_a_free_place_or_to_the_other_list():
    session = hybrid(on_site=1, online=2)
    made = filled(session, An="on_site", Bo="on_site", Cis="online", Dé="on_site")

    to(made["Bo"], Mode.ONLINE)
    to(made["Dé"], Mode.ONLINE)

    assert standing(session) == {
        "An": "on_site confirmed",
        "Bo": "online confirmed",
        "Cis": "online confirmed",
        "Dé": "online waiting",
    }


def test_it_is_refused_once_it_is_over_and_where_there_is_no_such_way(moderator):
    session = hybrid()
    made = filled(session, An="on_site", Bo="on_site")
    cancel_registration(made["Bo"], by=None)

    with pytest.raises(RegistrationClosedError):
        to(made["Bo"], Mode.ONLINE)
    change(session, moderator, **ON_SITE)
    with pytest.raises(ValidationError):
        to(made["An"], Mode.ONLINE)


@pytest.mark.slow
def test_the_page_of_a_registration_changes_how_one_comes(client):
    session = hybrid(on_site=1, online=1)
    made = filled(session, An="on_site", Bo="online")
    address = address_of(made["An"])

    asked = client.get(address)
    full = client.post(f"{address}hoe/", {"mode": "online"}, follow=True)
    back = client.post(f"{address}hoe/", {"mode": "on_site"}, follow=True)
    cancel_registration(made["Bo"], by=None)
    moved = client.post(f"{address}hoe/", {"mode": "online"}, follow=True)
    nonsense = client.post(f"{address}hoe/", {"mode": "maan"}, follow=True)

    assert "Doe liever online mee" in asked.text
    words = "Online is volzet: je staat er op de wachtlijst. Intussen houd je je plaats."
    assert words in full.text
    assert "Ga van die wachtlijst" in full.text
    assert "Je doet ter plaatse mee." in back.text
    assert "Je doet online mee." in moved.text
    assert "Kom liever ter plaatse" in moved.text
    assert "Zo kun je aan deze bijeenkomst niet meedoen." in nonsense.text
    assert [markup_problems(one.text) for one in (asked, full, moved)] == [[], [], []]


@pytest.mark.slow
def test_what_a_change_does_is_known_before_it_is_made(moderator):
    session = hybrid(on_site=2, online=3)
    filled(session, An="on_site", Bo="on_site", Cis="online", Dé="online")
    before = standing(session)

    seen = [foresee_change(session, values) for values in (ON_SITE, TEAMS, {"title": "Anders"})]

    on_site, online, title = seen
    assert (on_site.told, on_site.lose, on_site.keep, on_site.go_back) == (4, 2, 0, 0)
    assert (online.told, online.lose, online.keep, online.go_back) == (4, 1, 1, 0)
    assert title is None
    assert standing(session) == before
    change(session, moderator, **ON_SITE)
    session.refresh_from_db()
    back = foresee_change(session, BOTH)
    assert (back.told, back.lose, back.keep, back.go_back) == (4, 0, 0, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_last_place_in_a_mode_goes_to_one_of_many_who_would_rather_have_it():
    session = hybrid(on_site=4, online=1)
    made = list(filled(session, An="on_site", Bo="on_site", Cis="on_site", Dé="on_site").values())

    at_once(*[lambda one=one: to(one, Mode.ONLINE) for one in made])
    settle(session.pk)

    rows = session.registrations.order_by("mode")
    assert [one.mode for one in rows] == ["on_site"] * 3 + ["online"]
    assert {one.state for one in rows} == {"confirmed"}
    assert session.registrations.filter(wished_mode="online").count() == 3


def test_who_was_moved_off_goes_back_before_who_only_wished_to_change(moderator):
    session = hybrid(on_site=1, online=1)
    made = filled(session, Bart="on_site", An="online")
    to(made["Bart"], Mode.ONLINE)

    session = change(session, moderator, **ON_SITE)
    assert standing(session) == {"Bart": "on_site confirmed", "An": "on_site waiting"}
    session = change(session, moderator, **BOTH)

    assert standing(session) == {"Bart": "on_site confirmed", "An": "online confirmed"}
    assert session.registrations.get(name="Bart").wished_mode == Mode.ONLINE


def test_who_was_taken_along_gets_their_place_back_before_an_earlier_wish(moderator):
    session = hybrid(on_site=1, online=2)
    made = filled(session, Bart="online", An="on_site", Cis="on_site")
    to(made["Bart"], Mode.ON_SITE)

    session = change(session, moderator, **TEAMS)
    assert standing(session) == {
        "Bart": "online confirmed",
        "An": "online confirmed",
        "Cis": "online waiting",
    }
    session = change(session, moderator, **BOTH)

    assert standing(session) == {
        "Bart": "online confirmed",
        "An": "on_site confirmed",
        "Cis": "on_site waiting",
    }
    assert not session.registrations.filter(was_moved_off=True).exists()
    cancel_registration(made["An"], by=None)
    assert standing(session)["Bart"] == "on_site confirmed"


def test_who_lost_one_of_fewer_places_gets_the_next_before_an_earlier_wish(moderator):
    session = hybrid(on_site=2, online=3)
    made = filled(session, Bart="online", An="on_site", Dé="on_site")
    session = change(session, moderator, **TEAMS)
    set_rules(session, by=moderator, places_on_site=1, places_online=3)
    session = change(session, moderator, **BOTH)
    to(made["Bart"], Mode.ON_SITE)
    assert standing(session) == {
        "Bart": "online confirmed",
        "An": "on_site confirmed",
        "Dé": "online confirmed",
    }

    cancel_registration(made["An"], by=None)

    assert standing(session)["Dé"] == "on_site confirmed"
    assert standing(session)["Bart"] == "online confirmed"
