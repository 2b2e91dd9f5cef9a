"""Reminding who has a place, some days before a session begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from forums.domain import telling
from forums.domain.calendars import agendas_of
from forums.records import Registration, Reminder

#: How many days before, the first mail first; the last line closes the last window.
DAYS = (7, 1)

#: So many people are looked at in one transaction: what broke loses no more than their mails.
AT_ONCE = 25


def send_reminders(now: datetime | None = None) -> int:
    """Mail every reminder whose time has come and that was not sent; for the hourly job.

    Each person gets each of them once for one moment of beginning. Who registered later than the
    time of a reminder knows, and gets the next one only. Some at a time, each time kept: begun
    again, it goes on where it stopped.
    """
    moment = now or timezone.now()
    sent = 0
    for days, next_days in pairwise((*DAYS, 0)):
        last: int | None = 0
        while last is not None:
            some, last = _send_some(moment, days, next_days, after=last)
            sent += some
    return sent


@transaction.atomic
def _send_some(now: datetime, days: int, next_days: int, *, after: int) -> tuple[int, int | None]:
    """Mail the first who come ``after`` a key; how many, and the last key, none at the end.

    Reminders are written at once, and an agenda is read once: a mail costs what its own row costs.
    """
    found = list(_coming(now, days, next_days).filter(pk__gt=after)[:AT_ONCE])
    due = _due(found, days)
    agendas = agendas_of([one.session for one in due]) if due else {}
    Reminder.objects.bulk_create(
        Reminder(registration=one, days=days, starts_at=one.session.starts_at) for one in due
    )
    for one in due:
        telling.tell_reminder(one, days, agendas[one.session_id])
    return len(due), found[-1].pk if len(found) == AT_ONCE else None


def _coming(now: datetime, days: int, next_days: int) -> QuerySet[Registration]:
    """Who has a place and was not reminded; kept from another worker by the lock on the rows."""
    reminded = Reminder.objects.filter(
        registration=OuterRef("pk"), days=days, starts_at=OuterRef("session__starts_at")
    )
    found: QuerySet[Registration] = (
        Registration.objects.confirmed()
        .filter(
            ~Exists(reminded),
            session__cancelled_at__isnull=True,
            session__starts_at__gt=now + timedelta(days=next_days),
            session__starts_at__lte=now + timedelta(days=days),
        )
        .exclude(email="")
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("session__forum", "user")
        .order_by("pk")
    )
    return found


def _due(found: list[Registration], days: int) -> list[Registration]:
    """Who of these is to be mailed: asked again once they are locked, as another worker may have
    mailed them just before.
    """
    told = set(
        Reminder.objects.filter(days=days, registration__in=found).values_list(
            "registration_id", "starts_at"
        )
    )
    return [
        one
        for one in found
        if (one.pk, one.session.starts_at) not in told
        and one.confirmed_at is not None
        and one.confirmed_at <= one.session.starts_at - timedelta(days=days)
    ]
