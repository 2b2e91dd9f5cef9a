"""The report of a forum: written, published, and corrected for all to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums.domain.organising import ForumConflictError, keep_forum, locked_forum
from forums.records import ReportCorrection, Session

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum


def open_points(forum: Forum) -> list[str]:
    """What stands between the report of ``forum`` and its publication, in words."""
    points = []
    if not forum.live:
        points.append(_("Open eerst het forum."))
    if not forum.report.strip():
        points.append(_("Schrijf het verslag voor je het publiceert."))
    coming = Session.objects.taking_place().filter(forum=forum, ends_at__gt=timezone.now())
    if coming.exists():
        points.append(_("Er komt nog een bijeenkomst. Publiceer het verslag daarna."))
    return points


@transaction.atomic
def write_report(
    forum: Forum, *, by: User, started_from: int | None, report: str, report_en: str
) -> Forum:
    """Keep the text of a report that is not published yet. The same words change nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ForumConflictError: somebody saved meanwhile, or published.
    """
    held = locked_forum(forum, by=by)
    if held.latest_revision_id != started_from or held.reported_on is not None:
        raise ForumConflictError
    if (held.report, held.report_en) == (report, report_en):
        return held
    held.report, held.report_en = report, report_en
    keep_forum(held, by=by)
    record("write_report", held, by=by)
    return held


@transaction.atomic
def publish_report(forum: Forum, *, by: User) -> Forum:
    """Publish the report as it was last written, as of today. Twice changes nothing.

    It is never taken back: `correct_report`.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: the forum is no open one, has no text, or a session is still to come.
    """
    held = locked_forum(forum, by=by)
    if held.reported_on is not None:
        return held
    if points := open_points(held):
        raise ValidationError(points)
    held.reported_on = timezone.localdate()
    keep_forum(held, by=by)
    record("publish_report", held, by=by)
    return held


@transaction.atomic
def correct_report(
    forum: Forum, *, by: User, started_from: int | None, report: str, report_en: str, what: str
) -> Forum:
    """Give a published report a new text; its page says when and ``what``, and keeps the old one.

    The same words again change nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ForumConflictError: somebody saved meanwhile.
        ValidationError: no text, or nothing on what changed.
    """
    held = locked_forum(forum, by=by)
    if held.latest_revision_id != started_from or held.reported_on is None:
        raise ForumConflictError
    if (held.report, held.report_en) == (report, report_en):
        return held
    correction = ReportCorrection(
        forum=held, corrected_on=timezone.localdate(), what=what, text_before=held.report
    )
    correction.full_clean()
    correction.save()
    held.report, held.report_en = report, report_en
    keep_forum(held, by=by)
    record("correct_report", held, by=by)
    return held
