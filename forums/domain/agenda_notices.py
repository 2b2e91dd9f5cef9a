"""Telling who comes to a session what changed on its agenda: each person once per version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.domain import telling
from forums.records import AgendaNotice, AgendaVersion, Registration
from jobs.domain.progress import report_progress
from jobs.domain.running import background_job
from jobs.domain.starting import start_job

if TYPE_CHECKING:
    from accounts.records import User
    from forums.records import Session
    from jobs.records import Job

#: So many mails are written while the organiser waits; more are a job in the background.
AT_ONCE = 25


def tell_of_version(version: AgendaVersion, *, by: User) -> None:
    """Mail who has a place or may get one, with what changed. Nobody hears it twice.

    Not of a meeting that has begun.
    """
    to_tell = len(who_is_told(version.session))
    if to_tell > AT_ONCE:
        title = _("Agenda van “{title}” mailen, versie {number}").format(
            title=version.session.title, number=version.number
        )
        start_job(tell_in_background, by=by, kind="tell_agenda", title=title, version=version.pk)
    else:
        tell_some(version)


def who_is_told(session: Session) -> list[Registration]:
    """The registrations that would be mailed of a version that is published now."""
    if session.starts_at <= timezone.now():
        return []
    found = session.registrations.active().exclude(email="").select_related("user")
    listed = list(found.order_by("pk"))
    for one in listed:
        one.session = session
    return [one for one in listed if telling.is_reached(one)]


@transaction.atomic
def tell_some(version: AgendaVersion, most: int | None = None) -> int:
    """Mail ``most`` (all) of those who were not told; how many these were."""
    session = version.session
    if session.starts_at <= timezone.now():
        return 0
    found = list(_untold(version)[:most])
    items = list(version.items.order_by("position"))
    for one in found:
        one.session = session
        AgendaNotice.objects.create(version=version, registration=one)
        telling.tell_agenda(one, version, items)
    return len(found)


def _untold(version: AgendaVersion) -> QuerySet[Registration]:
    """Kept from another worker by the lock on the rows."""
    told = AgendaNotice.objects.filter(version=version, registration=OuterRef("pk"))
    found: QuerySet[Registration] = (
        version.session.registrations.active()
        .exclude(email="")
        .filter(~Exists(told), joined_at__lte=version.published_at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user")
        .order_by("pk")
    )
    return found


@background_job
def tell_in_background(job: Job, version: int) -> dict[str, Any]:
    """Mail everybody of a version, some at a time; begun again, it goes on where it stopped."""
    found = AgendaVersion.objects.select_related("session__forum").get(pk=version)
    told = 0
    while some := tell_some(found, AT_ONCE):
        told += some
        report_progress(job, told)
    return {"told": told}
