"""A session that is held in one way less: who would come so is moved, or asked."""

from __future__ import annotations

import pytest

from forums.domain.meetings import change_session
from forums.domain.registering import accept_offer
from forums.enums import Format, Mode
from notifications.records import OutgoingMail
from tests.forums.factories import make_coming_session
from tests.forums.registering.test_registering import come, mailed

pytestmark = pytest.mark.django_db

LINK = "https://meet.voorbeeld.example/zaal"


@pytest.fixture
def session():
    """Two places on site, three online; two people on site, then two online."""
    session = make_coming_session(
        format=Format.HYBRID, link=LINK, places_on_site=3, places_online=3
    )
    for name, mode in (("An", Mode.ON_SITE), ("Bo", Mode.ON_SITE)):
        come(session, name=name, mode=mode)
    for name, mode in (("Cis", Mode.ONLINE), ("Dé", Mode.ONLINE)):
        come(session, name=name, mode=mode)
    OutgoingMail.objects.all().delete()
    return session


def standing(session):
    """Everybody by name: how, and where they stand."""
    rows = session.registrations.values_list("name", "mode", "state")
    return {name: f"{mode} {state}" for name, mode, state in rows}


def change(session, by, **values):
    return change_session(session, by=by, started_from=session.version, **values)


def test_a_session_that_goes_online_takes_everybody_along(session, moderator):
    change(session, moderator, format=Format.ONLINE, place="")

    assert standing(session) == {
        "An": "online confirmed",
        "Cis": "online confirmed",
        "Dé": "online confirmed",
        "Bo": "online waiting",
    }
    assert sorted(mailed()) == ["Gewijzigd"] * 2 + ["Je doet anders mee"] * 2
    told = OutgoingMail.objects.filter(text__contains="je doet nu online mee").get()
    assert LINK in told.text
    assert "METHOD:REQUEST" in told.calendar


def test_a_session_that_is_on_site_only_asks_who_would_come_online(session, moderator):
    change(session, moderator, format=Format.ON_SITE, link="")

    assert standing(session) == {
        "An": "on_site confirmed",
        "Bo": "on_site confirmed",
        "Cis": "on_site offered",
        "Dé": "on_site waiting",
    }
    assert sorted(mailed()) == [
        "Er is een plaats voor je",
        "Gewijzigd",
        "Gewijzigd",
        "Je doet anders mee",
        "Je doet anders mee",
    ]
    withdrawn = OutgoingMail.objects.filter(template="forums/mail/mode_ended")
    assert ["METHOD:CANCEL" in one.calendar for one in withdrawn] == [True, True]
    accept_offer(session.registrations.get(name="Cis"))
    assert standing(session)["Cis"] == "on_site confirmed"


def test_another_hour_moves_nobody_to_another_place(session, moderator):
    before = standing(session)

    change(session, moderator, title="Rond de tafel", place="Gent")

    assert standing(session) == before
    assert mailed() == ["Gewijzigd"] * 4
