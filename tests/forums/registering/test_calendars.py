"""Calendars, read by two programs, on both sides of a change of the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from forums.domain.meetings import cancel_session, change_session
from forums.enums import Access
from tests.accounts.factories import make_user
from tests.forums.factories import at, make_coming_session, make_forum, make_registration

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def both(client, address):
    """The only event at an address, as two parsers read it."""
    content = client.get(address).content
    [one] = Calendar.from_ical(content).walk("VEVENT")
    return one, vobject.readOne(content.decode()).vevent


@pytest.mark.parametrize(
    ("starts_at", "hours_utc"),
    [
        (at(2026, 3, 28, 10), 9),
        (at(2026, 3, 29, 10), 8),
        (at(2026, 10, 24, 10), 8),
        (at(2026, 10, 25, 10), 9),
        (at(2031, 10, 26, 10), 9),
    ],
)
def test_a_session_stands_at_its_hour_on_both_sides_of_a_change(client, starts_at, hours_utc):
    session = make_coming_session(make_forum("leren"), starts_at=starts_at)

    ours, theirs = both(client, f"{session.get_absolute_url()}kalender.ics")

    local = starts_at.astimezone(BRUSSELS)
    assert ours["DTSTART"].dt == local
    assert ours["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert theirs.dtstart.value.astimezone(ZoneInfo("UTC")).hour == hours_utc
    assert theirs.dtend.value - theirs.dtstart.value == timedelta(hours=2)
    assert local.astimezone(ZoneInfo("UTC")).hour == hours_utc


def test_the_clock_of_brussels_goes_along_with_its_rule(client):
    session = make_coming_session(make_forum("leren"))

    calendar = Calendar.from_ical(client.get("/forums/leren/kalender.ics").content)
    zone = calendar.walk("VTIMEZONE")[0].to_tz()

    assert {part.name for part in calendar.walk("VTIMEZONE")[0].subcomponents} == {
        "STANDARD",
        "DAYLIGHT",
    }
    assert datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 12, 1, 12, tzinfo=zone).utcoffset() == timedelta(hours=1)
    assert calendar["METHOD"] == "PUBLISH"
    assert session.title in str(calendar.walk("VEVENT")[0]["SUMMARY"])


def test_a_session_that_moves_or_is_off_keeps_its_uid_and_counts_on(client, moderator):
    session = make_coming_session(make_forum("leren"))
    address = f"{session.get_absolute_url()}kalender.ics"

    first, _same = both(client, address)
    change_session(session, by=moderator, started_from=1, place="Gent")
    moved, theirs = both(client, address)
    cancel_session(session, by=moderator, reason="Ziek.")
    off, _same = both(client, address)

    assert first["UID"] == moved["UID"] == off["UID"] == theirs.uid.value
    assert [one["SEQUENCE"] for one in (first, moved, off)] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in (first, moved, off)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert "Ziek." in str(off["DESCRIPTION"])


def test_a_calendar_of_ones_own_has_what_one_may_read_until_it_is_renewed(client, settings):
    person = make_user()
    mine = make_registration(make_coming_session(make_forum("leren")), user=person)
    make_registration(
        make_coming_session(make_forum("besloten", access=Access.MEMBERS_ONLY)), user=person
    )
    make_registration(make_coming_session(make_forum("ander")))
    client.force_login(person)
    address = client.get("/mijn/kalender/").context["address"]
    client.logout()
    path = address.removeprefix(settings.WAGTAILADMIN_BASE_URL)

    ours, _theirs = both(client, path)

    assert str(ours["SUMMARY"]) == f"leren: {mine.session.title}"
    client.force_login(person)
    client.post("/mijn/kalender/")
    assert client.get(path).status_code == 404
    assert client.get("/kalender/verzonnen.ics").status_code == 404


def test_calendars_of_members_and_drafts_are_not_there(client):
    for fields in ({"access": Access.MEMBERS_ONLY}, {"live": False}):
        session = make_coming_session(make_forum(**fields))
        slug = session.forum.slug
        assert client.get(f"/forums/{slug}/kalender.ics").status_code == 404
        assert client.get(f"/forums/{slug}/sessies/1/kalender.ics").status_code == 404
