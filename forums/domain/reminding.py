"""Reminding who has a place, some days before a session begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from forums.domain import telling
from forums.records import Registration, Reminder

#: How many days before, the first mail first; the last line closes the last window.
DAYS = (7, 1)


@transaction.atomic
def send_reminders(now: datetime | None = None) -> int:
    """Mail every reminder whose time has come and that was not sent; for the hourly job.

    Each person gets each of them once for one moment of beginning. Who registered later than the
    time of a reminder knows, and gets the next one only.
    """
    moment = now or timezone.now()
    sent = 0
    for days, next_days in pairwise((*DAYS, 0)):
        for registration in _due(moment, days, next_days):
            registration.reminders.create(days=days, starts_at=registration.session.starts_at)
            telling.tell_reminder(registration, days)
            sent += 1
    return sent


def _due(now: datetime, days: int, next_days: int) -> list[Registration]:
    """Who is to be mailed; kept from another worker by the lock on the rows."""
    before, after = now + timedelta(days=next_days), now + timedelta(days=days)
    found: QuerySet[Registration] = (
        Registration.objects.confirmed()
        .filter(
            session__cancelled_at__isnull=True,
            session__starts_at__gt=before,
            session__starts_at__lte=after,
        )
        .exclude(email="")
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("session__forum")
        .order_by("pk")
    )
    told = set(
        Reminder.objects.filter(days=days, registration__in=list(found)).values_list(
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
