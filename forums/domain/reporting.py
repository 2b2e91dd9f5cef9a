"""The report of a forum: written, published, and corrected for all to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.minutes import says_something
from forums.domain.organising import ForumConflictError, keep_forum, locked_forum
from forums.domain.outcome_notices import tell_of_report, who_hears
from forums.domain.recommending import missing_to_publish, put_out_recommendation
from forums.querysets import of_session_taking_place
from forums.records import AgendaItem, ReportCorrection, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.records import User
    from forums.pages import Forum
    from forums.records import Recommendation


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
    begun = Session.objects.taking_place().filter(
        forum=forum, closed_at=None, agenda__account__isnull=False
    )
    words = _("Het verslag van “{title}” is nog niet definitief.")
    points += [words.format(title=one.title) for one in begun.distinct()]
    words = _("Aanbeveling {number} is niet af. Vul ze aan of wis ze: ze gaat mee online.")
    drafts = _drafts(forum).select_related("policy_level", "policy_domain")
    points += [words.format(number=one.number) for one in drafts if missing_to_publish(one)]
    return points


def unsaid_items(forum: Forum) -> list[AgendaItem]:
    """On which items of meetings that were held no minutes say anything: no reason to wait with
    the report, as a small forum has it alone, but its publisher knows. With their session.
    """
    held = Q(of_session_taking_place("session__"), session__ends_at__lte=timezone.now())
    items = AgendaItem.objects.filter(held, session__forum=forum)
    listed = items.select_related("session", "account").order_by("session__starts_at", "position")
    return [one for one in listed if not says_something(one)]


def for_a_colleague(forum: Forum, by: User) -> list[str]:
    """Which recommendations keep ``by`` from publishing the report of ``forum``, in words: those
    addressed to an institution of their own.
    """
    words = _("Aanbeveling {number} is aan je eigen instelling. Een collega publiceert.")
    drafts = _drafts(forum).prefetch_related("addressees")
    may = permissions.can_publish_recommendation
    return [words.format(number=one.number) for one in drafts if not may(by, one)]


def mark_of_report(forum: Forum) -> str:
    """What names the report of ``forum`` and the drafts that go online with it, as they stand."""
    drafts = _drafts(forum).values_list("pk", "times_saved")
    return " ".join([f"{forum.latest_revision_id or 0}", *(f"{key}:{n}" for key, n in drafts)])


def who_hears_of_report(forum: Forum, by: User) -> list[Any]:
    """Who took part in ``forum`` and is mailed when ``by`` publishes its report."""
    return who_hears(forum, _drafts(forum), by=by)


def _drafts(forum: Forum) -> QuerySet[Recommendation]:
    drafts: QuerySet[Recommendation] = forum.recommendations.filter(published_on=None)
    return drafts.order_by("number")


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
    if held.reported_on is not None:
        raise ForumConflictError
    if (held.report, held.report_en) == (report, report_en):
        return held
    if held.latest_revision_id != started_from:
        raise ForumConflictError
    held.report, held.report_en = report, report_en
    keep_forum(held, by=by)
    record("write_report", held, by=by)
    return held


@transaction.atomic
def publish_report(forum: Forum, *, by: User, seen: str) -> Forum:
    """Publish the report as it was last written, as of today, with the recommendations that are
    still drafts, and mail who took part (`who_hears_of_report`) and who is addressed. Twice
    changes nothing, and mails nobody.

    ``seen`` is the `mark_of_report` of what ``by`` confirms. It is never taken back:
    `correct_report`.

    Raises:
        PermissionDenied: ``by`` organises no forums, or speaks for whom a draft is addressed to.
        ValidationError: the forum is no open one, has no text, a session is still to come or has
            minutes that are not final, or a recommendation is not complete.
        ForumConflictError: somebody changed the forum or a draft since.
    """
    held = locked_forum(forum, by=by)
    if held.reported_on is not None:
        return held
    # Held from here on: nobody writes on a draft between reading it and putting it out.
    drafts = list(_drafts(held).select_for_update(of=("self",)).select_related("forum"))
    if points := open_points(held):
        raise ValidationError(points)
    if mark_of_report(held) != seen:
        raise ForumConflictError
    for draft in drafts:
        put_out_recommendation(draft, times_saved=draft.times_saved, by=by)
    held.reported_on = timezone.localdate()
    keep_forum(held, by=by)
    tell_of_report(held, drafts, by=by)
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
    if held.reported_on is None:
        raise ForumConflictError
    if (held.report, held.report_en) == (report, report_en):
        return held
    if held.latest_revision_id != started_from:
        raise ForumConflictError
    correction = ReportCorrection(
        forum=held, corrected_on=timezone.localdate(), what=what, text_before=held.report
    )
    correction.full_clean()
    correction.save()
    held.report, held.report_en = report, report_en
    keep_forum(held, by=by)
    record("correct_report", held, by=by)
    return held
