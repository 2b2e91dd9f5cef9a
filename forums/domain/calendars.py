"""Sessions as calendars (iCalendar): for feeds, and for mails.

A session keeps one UID for good; its SEQUENCE goes up when it is changed, called off or
gets another agenda, so a program that has it already moves it, or strikes it out. What organisers
still work on is in none. Times are those of the clock in Brussels, with the whole
rule of its summer time, so a session on the far side of a change of the clock stands right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from forums.enums import SAID_TO_OWNER, RegistrationState
from forums.records import PublishedItem
from notifications.mail import absolute

if TYPE_CHECKING:
    from forums.records import Registration, Session

BRUSSELS = ZoneInfo("Europe/Brussels")
PRODUCT = "-//Verankerd//Overlegfora//NL"


@dataclass(frozen=True)
class Entry:
    """A session in a calendar, and for whom: a registration makes it one's own."""

    session: Session
    registration: Registration | None = None


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar to subscribe to. Sessions come with their forum."""
    calendar = _calendar("PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", BRUSSELS.key)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    listed = list(entries)
    agendas = agendas_of([entry.session for entry in listed])
    for entry in listed:
        calendar.add_component(_event(entry, agendas[entry.session.pk]))
    return bytes(calendar.to_ical())


def invitation(registration: Registration, agenda: list[PublishedItem] | None = None) -> str:
    """What goes with the mail to somebody who has a place: take it over, or move it. ``agenda``
    is of `agendas_of`, where it was read for several people.
    """
    return _for_one(registration, "REQUEST", agenda)


def withdrawal(registration: Registration, agenda: list[PublishedItem] | None = None) -> str:
    """What goes with the mail that says it is off, for this person or for all: strike it out."""
    return _for_one(registration, "CANCEL", agenda)


def _for_one(
    registration: Registration, method: str, agenda: list[PublishedItem] | None = None
) -> str:
    calendar = _calendar(method)
    session = registration.session
    if agenda is None:
        agenda = agendas_of([session])[session.pk]
    event = _event(Entry(session, registration), agenda)
    event.add("ORGANIZER", _organizer())
    attendee = vCalAddress(f"mailto:{registration.email}")
    attendee.params["CN"] = vText(registration.name or registration.institution_name)
    attendee.params["PARTSTAT"] = vText("DECLINED" if method == "CANCEL" else "ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("ATTENDEE", attendee, encode=False)
    if method == "CANCEL":
        event["STATUS"] = vText("CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = vText(name or "Verankerd")
    return organizer


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    calendar.add_component(_clock_of_brussels())
    return calendar


def _clock_of_brussels() -> Timezone:
    """The rule that holds since 1996, for every program: not all know zones by their name."""
    clock = Timezone()
    clock.add("TZID", BRUSSELS.key)
    changes = (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), 3, 1, 2, "CEST"),
        (TimezoneStandard(), datetime(1996, 10, 27, 3), 10, 2, 1, "CET"),
    )
    for part, since, month, before, after, name in changes:
        part.add("DTSTART", since)
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        part.add("TZNAME", name)
        clock.add_component(part)
    return clock


def agendas_of(sessions: list[Session]) -> dict[int, list[PublishedItem]]:
    """The agenda in force of each, in two statements."""
    found: dict[int, list[PublishedItem]] = {one.pk: [] for one in sessions}
    items = PublishedItem.objects.in_force().filter(version__session__in=found)
    ordered = items.select_related("version").prefetch_related("presenters")
    for item in ordered.order_by("position"):
        found[item.version.session_id].append(item)
    return found


def _event(entry: Entry, agenda: list[PublishedItem]) -> Event:
    session = entry.session
    page = absolute(session.get_absolute_url())
    event = Event()
    event.add("UID", uid_of(session))
    event.add("SEQUENCE", session.sequence)
    event.add("DTSTAMP", timezone.now())
    event.add("DTSTART", session.starts_at.astimezone(BRUSSELS))
    event.add("DTEND", session.ends_at.astimezone(BRUSSELS))
    event.add("SUMMARY", _summary(entry))
    event.add("STATUS", _status(entry))
    event.add("LOCATION", _location(entry))
    event.add("URL", page)
    event.add("DESCRIPTION", "\n\n".join(filter(None, _described(entry, agenda, page))))
    return event


def uid_of(session: Session) -> str:
    """What names the session in every calendar, now and later."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return f"bijeenkomst-{session.pk}@{host}"


def _summary(entry: Entry) -> str:
    words = f"{entry.session.forum.title}: {entry.session.title}"
    if entry.registration is None or entry.registration.state == RegistrationState.CONFIRMED:
        return words
    return f"{words} ({SAID_TO_OWNER[RegistrationState(entry.registration.state)]})"


def _status(entry: Entry) -> str:
    if entry.session.is_cancelled:
        return "CANCELLED"
    is_sure = entry.registration is None or entry.registration.state == RegistrationState.CONFIRMED
    return "CONFIRMED" if is_sure else "TENTATIVE"


def _location(entry: Entry) -> str:
    session = entry.session
    return session.place or _("online")


def _described(entry: Entry, agenda: list[PublishedItem], page: str) -> Iterable[str]:
    session, registration = entry.session, entry.registration
    if session.is_cancelled:
        yield _("Deze bijeenkomst gaat niet door: {reason}").format(reason=session.cancelled_reason)
    yield session.forum.question
    yield "\n".join(_lines(session, agenda))
    if registration is not None and registration.may_join_online:
        yield _("Online meedoen: {link}").format(link=session.link)
    yield page


def _lines(session: Session, agenda: list[PublishedItem]) -> Iterable[str]:
    """The agenda, a line for each item."""
    begins = session.starts_at
    for item in agenda:
        clock = begins.astimezone(BRUSSELS).strftime("%H:%M")
        # What a calendar copied can't be taken back when a consent ends: institutions only.
        who = ", ".join(filter(None, (one.institution_name for one in item.presenters.all())))
        yield f"{clock} {item.title} ({who})" if who else f"{clock} {item.title}"
        begins += timedelta(minutes=item.minutes)
