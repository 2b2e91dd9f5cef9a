"""Registrations in the demo: a meeting soon, with a waiting list, and who was at earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.records import User
from forums.demo.agenda import follow_with_a_second_agenda
from forums.domain.agenda_versions import next_version
from forums.enums import Format, Mode, RegistrationState
from forums.pages import Forum
from forums.records import AgendaItem, Registration, RegistrationRules, Session
from ui import demo_people

FORUM = "de-spiegel-van-de-ander"
TITLE = "Werktafel: van bezoek naar gewoonte"
PLACE = "Voorbeeldzaal, Brussel"
LINK = "https://voorbeeld.example/werktafel"
#: In how many days it takes place: after the first reminder, and with time to register.
IN_DAYS = 18
AGENDA = (
    ("Welkom, en wat er sinds de vorige keer gebeurde", 15),
    ("Wat blijft er van een bezoek? Drie voorbeelden", 60),
    ("Eén vraag voor elke vakvergadering: we schrijven ze samen", 45),
)
PLACES_ON_SITE, PLACES_ONLINE, MOST_PER_INSTITUTION = 5, 20, 2


@dataclass(frozen=True)
class Guest:
    """Somebody fictional who comes, or would like to."""

    name: str
    institution: str
    capacity: str
    mode: Mode = Mode.ON_SITE
    account: str = ""
    dietary: str = ""
    access: str = ""
    is_named: bool = False
    waits: bool = False


COMING = (
    Guest(
        "Ilse Voorbeeld",
        "Voorbeeldatheneum De Brug",
        "coördinator",
        account=demo_people.SCHOOL,
        dietary="Vegetarisch",
        is_named=True,
    ),
    Guest("Karim Voorbeeld", "Voorbeeldatheneum De Brug", "leraar"),
    Guest("Marie Voorbeeld", "Voorbeeldkoepel Pedagogische Begeleiding", "begeleider"),
    Guest(
        "Jonas Voorbeeld",
        "Voorbeeldhotelschool Ter Haven",
        "directie",
        access="Een plaats vooraan: ik lees lippen.",
    ),
    Guest("Sofie Voorbeeld", "Voorbeeldnetwerk Lerarenopleidingen", "lector", is_named=True),
    Guest(
        "Nadia Voorbeeld",
        "Voorbeelddepartement Onderwijs",
        "beleidsmedewerker",
        Mode.ONLINE,
        account=demo_people.POLICYMAKER,
    ),
    Guest("Tom Voorbeeld", "Voorbeeldagentschap Internationale Projecten", "adviseur", Mode.ONLINE),
    Guest(
        "Bram Voorbeeld",
        "Voorbeeldbasisschool De Meander",
        "leraar",
        account=demo_people.OTHER_SCHOOL,
        waits=True,
    ),
    Guest("Els Voorbeeld", "Voorbeeldvereniging Lokale Besturen", "stafmedewerker", waits=True),
)
#: Forum and number of a meeting that is over, and who was there.
WERE_THERE = (
    ("leerresultaten-over-de-grens", 1),
    ("leerresultaten-over-de-grens", 2),
    (FORUM, 1),
    (FORUM, 2),
)
ATTENDED = COMING[:6]


def load_registrations() -> None:
    """Plan the meeting soon, unless one is planned; note who was at the earlier ones, once."""
    forum = Forum.objects.filter(slug=FORUM).first()
    if forum is not None:
        _plan(forum)
    for slug, number in WERE_THERE:
        session = Session.objects.filter(forum__slug=slug, number=number).first()
        if session is not None and not session.registrations.exists():
            _note(session)


def _plan(forum: Forum) -> None:
    day = _working_day(timezone.localdate() + timedelta(days=IN_DAYS))
    planned = forum.sessions.filter(title=TITLE, starts_at__gt=timezone.now())
    if planned.exists() or day > forum.ends_on:
        return
    last = forum.sessions.order_by("-number").first()
    starts_at = timezone.make_aware(datetime.combine(day, time(13, 30)))
    session = Session.objects.create(
        forum=forum,
        number=last.number + 1 if last else 1,
        title=TITLE,
        format=Format.HYBRID,
        place=PLACE,
        link=LINK,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=sum(minutes for _title, minutes in AGENDA)),
    )
    for position, (title, minutes) in enumerate(AGENDA, 1):
        AgendaItem.objects.create(session=session, position=position, title=title, minutes=minutes)
    next_version(session, by=None)
    follow_with_a_second_agenda(session)
    session.save(update_fields=["agenda_version"])
    RegistrationRules.objects.create(
        session=session,
        places_on_site=PLACES_ON_SITE,
        places_online=PLACES_ONLINE,
        most_per_institution=MOST_PER_INSTITUTION,
    )
    since = timezone.now() - timedelta(days=2)
    for number, guest in enumerate(COMING):
        made = _registration(session, guest, since + timedelta(hours=number))
        made.user = User.objects.filter(email=guest.account).first() if guest.account else None
        made.dietary_needs, made.access_needs = guest.dietary, guest.access
        if guest.waits:
            made.state, made.seat, made.confirmed_at = RegistrationState.WAITING, None, None
        made.full_clean(validate_unique=False)
        made.save()


def _note(session: Session) -> None:
    """Who was there: by institution and capacity, and by name where that may be."""
    for guest in ATTENDED:
        if guest.mode == Mode.ONLINE and session.format == Format.ON_SITE:
            continue
        made = _registration(session, guest, session.starts_at - timedelta(days=20))
        made.attended = True
        made.save()


def _registration(session: Session, guest: Guest, joined_at: datetime) -> Registration:
    address = guest.account or f"{guest.name.split()[0].lower()}.voorbeeld@voorbeeld.example"
    mode = Mode.ONLINE if session.format == Format.ONLINE else guest.mode
    taken = session.registrations.filter(mode=mode, seat__isnull=False).count()
    return Registration(
        session=session,
        name=guest.name,
        email=address,
        institution_name=guest.institution,
        capacity=guest.capacity,
        mode=mode,
        named_until=timezone.localdate() + timedelta(days=365) if guest.is_named else None,
        state=RegistrationState.CONFIRMED,
        seat=taken + 1,
        joined_at=joined_at,
        confirmed_at=joined_at,
    )


def _working_day(day: date) -> date:
    """``day``, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
