"""Telling who comes that a session moved or was called off: each person once for each change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.domain import telling
from forums.domain.calendars import agendas_of
from forums.records import Registration, Session, SessionNotice
from jobs.domain.progress import report_progress
from jobs.domain.running import background_job
from jobs.domain.starting import start_job

if TYPE_CHECKING:
    from accounts.records import User
    from jobs.records import Job

#: So many mails are written while the organiser waits; more are a job in the background.
AT_ONCE = 25


def tell_of_move(
    session: Session, *, by: User, changes: list[str], link_before: str, but: Collection[int] = ()
) -> None:
    """Mail who has a place or may get one what ``changes`` say, as words. ``but`` know."""
    told = (SessionNotice(registration_id=key, sequence=session.sequence) for key in sorted(but))
    SessionNotice.objects.bulk_create(told, ignore_conflicts=True)
    title = _("Wijziging van “{title}” mailen").format(title=session.title)
    _tell(session, by=by, title=title, changes=changes, link_before=link_before)


def tell_of_calling_off(session: Session, *, by: User) -> None:
    """Mail who has a place or may get one that ``session`` does not take place."""
    _tell(session, by=by, title=_("Afzegging van “{title}” mailen").format(title=session.title))


def _tell(session: Session, *, by: User, title: str, **words: Any) -> None:
    now, sequence = timezone.now(), session.sequence
    if _untold(session, sequence, now).count() > AT_ONCE:
        more = {"session": session.pk, "sequence": sequence, "at": now.isoformat(), "words": words}
        start_job(tell_in_background, by=by, kind="tell_session", title=title, **more)
    else:
        tell_some(session, sequence, now, words)


@transaction.atomic
def tell_some(
    session: Session,
    sequence: int,
    at: datetime,
    words: dict[str, Any],
    most: int | None = None,
) -> int:
    """Mail ``most`` (all) of who came ``at`` that moment and was not told of ``sequence``; how
    many these were. Without ``words`` on what changed, it was called off.
    """
    found = list(
        _untold(session, sequence, at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user")[:most]
    )
    SessionNotice.objects.bulk_create(
        SessionNotice(registration=one, sequence=sequence) for one in found
    )
    agenda = agendas_of([session])[session.pk] if found else []
    for one in found:
        one.session = session
        if words:
            telling.tell_moved(one, agenda, **words)
        else:
            telling.tell_called_off(one, agenda)
    return len(found)


def _untold(session: Session, sequence: int, at: datetime) -> QuerySet[Registration]:
    told = SessionNotice.objects.filter(registration=OuterRef("pk"), sequence=sequence)
    found: QuerySet[Registration] = (
        session.registrations.active()
        .exclude(email="")
        .filter(~Exists(told), joined_at__lte=at)
        .order_by("pk")
    )
    return found


@background_job
def tell_in_background(
    job: Job, session: int, sequence: int, at: str, words: dict[str, Any]
) -> dict[str, Any]:
    """Mail everybody, some at a time; begun again, it goes on where it stopped. Of a move nobody
    hears once the session was called off.
    """
    told = 0
    while True:
        found = Session.objects.select_related("forum").get(pk=session)
        if words and found.is_cancelled:
            break
        some = tell_some(found, sequence, datetime.fromisoformat(at), words, AT_ONCE)
        if not some:
            break
        told += some
        report_progress(job, told)
    return {"told": told}
