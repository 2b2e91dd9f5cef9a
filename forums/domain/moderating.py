"""Moderating a discussion: reports, publishing, hiding, and appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.records import User
from audit.domain.record import record
from forums import permissions
from forums.domain.discussing import RewrittenMeanwhileError, held_contribution
from forums.enums import ContributionState
from forums.records import Contribution, ContributionReport, Hiding
from notifications.mail import send
from showcase.domain.fitting import as_typed

if TYPE_CHECKING:
    from forums.enums import Ground

#: Reports of one person in a day.
MOST_REPORTS = 20


class TooManyReportsError(Exception):
    """This person reported so much today that one more would be a nuisance."""


class DecidedMeanwhileError(Exception):
    """Another moderator decided on it: ``contribution`` is how it stands."""

    def __init__(self, contribution: Contribution) -> None:
        self.contribution = contribution
        super().__init__(contribution.pk)


class AppealIsOverError(Exception):
    """It was appealed in other words, or is no longer hidden: nothing was written."""


@transaction.atomic
def report_contribution(
    contribution: Contribution, ground: Ground | str, *, by: User | None, words: str = ""
) -> ContributionReport:
    """Tell the moderators what is wrong with it. A second report of one person changes nothing.

    Without an account (``by=None``) whoever calls this counts how often (`accounts.mail_limits`).

    Raises:
        PermissionDenied: ``by`` does not read the forum, or wrote it.
        TooManyReportsError: so many in a day.
        ValidationError: no known ground, or it no longer stands there.
    """
    held = held_contribution(contribution)
    reader = by or AnonymousUser()
    if not permissions.can_see_forum(reader, held.forum) or permissions.is_author(reader, held):
        raise PermissionDenied
    if held.state != ContributionState.PUBLISHED:
        raise ValidationError(_("Deze bijdrage staat er niet meer."))
    if by is not None and (known := _known_report(held, by)) is not None:
        return known
    report = ContributionReport(contribution=held, reporter=by, ground=ground, words=words.strip())
    report.full_clean()
    report.save()
    record("report_contribution", held, by=by, forum=held.forum_id, ground=str(ground))
    return report


@transaction.atomic
def publish_contribution(contribution: Contribution, *, by: User, version: int) -> Contribution:
    """Let what waited stand, and tell its author. Twice changes nothing.

    ``version`` is the one that the moderator read.

    Raises:
        PermissionDenied: ``by`` does not moderate it.
        DecidedMeanwhileError: a colleague refused it.
        RewrittenMeanwhileError: its author rewrote it.
    """
    held = _moderated(contribution, by=by)
    if held.state == ContributionState.PUBLISHED:
        return held
    if held.state == ContributionState.HIDDEN:
        raise DecidedMeanwhileError(held)
    if held.version != version:
        raise RewrittenMeanwhileError
    held.state, held.published_at = ContributionState.PUBLISHED, timezone.now()
    held.save(update_fields=["state", "published_at"])
    record("publish_contribution", held, by=by, forum=held.forum_id)
    _tell_author("contribution_published", held)
    return held


@transaction.atomic
def leave_contribution(contribution: Contribution, *, by: User) -> int:
    """Settle what readers reported: it stays. Twice changes nothing; says how many were settled.

    Raises:
        PermissionDenied: ``by`` does not moderate it.
        DecidedMeanwhileError: it was hidden.
    """
    held = _moderated(contribution, by=by)
    if held.state == ContributionState.HIDDEN:
        raise DecidedMeanwhileError(held)
    settled = _settle_reports(held)
    if settled:
        record("leave_contribution", held, by=by, forum=held.forum_id, count=settled)
    return settled


@transaction.atomic
def hide_contribution(
    contribution: Contribution,
    ground: Ground | str,
    words: str,
    *,
    by: User,
    version: int,
) -> Hiding:
    """Hide what stands, or refuse what waits; its author hears why, and how to appeal.

    What readers reported is settled by it. ``version`` is the one that the moderator read.

    Raises:
        PermissionDenied: ``by`` does not moderate it.
        DecidedMeanwhileError: it is hidden already, by a colleague or by a first click.
        RewrittenMeanwhileError: its author rewrote it since that version.
        ValidationError: no known ground, or no words.
    """
    held = _moderated(contribution, by=by)
    if held.state == ContributionState.HIDDEN:
        raise DecidedMeanwhileError(held)
    if held.version != version:
        raise RewrittenMeanwhileError
    hiding = Hiding(contribution=held, ground=ground, words=words.strip(), hidden_by=by)
    hiding.full_clean()
    hiding.save()
    held.state = ContributionState.HIDDEN
    held.save(update_fields=["state"])
    _settle_reports(held)
    record("hide_contribution", held, by=by, forum=held.forum_id, ground=str(ground))
    _tell_author("contribution_hidden", held, hiding=hiding, path=_place("appeal", held))
    return hiding


@transaction.atomic
def appeal(hiding: Hiding, words: str, *, by: User) -> Hiding:
    """Ask that another moderator looks again: once. The same words again change nothing.

    Raises:
        PermissionDenied: ``by`` did not write the contribution.
        AppealIsOverError: it was asked in other words, or it is hidden no longer.
        ValidationError: no words.
    """
    held = _held_hiding(hiding)
    if not permissions.is_author(by, held.contribution):
        raise PermissionDenied
    if held.appealed_at is not None and held.appeal == as_typed(words).strip():
        return held
    if held.appealed_at is not None or held.ended_at is not None:
        raise AppealIsOverError
    held.appeal, held.appealed_at = as_typed(words).strip(), timezone.now()
    held.full_clean()
    held.save()
    record("appeal", held.contribution, by=by, forum=held.contribution.forum_id)
    return held


@transaction.atomic
def decide_appeal(hiding: Hiding, *, by: User, puts_back: bool, words: str) -> Hiding:
    """Decide on an appeal, once: it is put back, or stays hidden. Its author hears why. The same
    decision of the same moderator again changes nothing, and mails nobody.

    Raises:
        PermissionDenied: ``by`` hid it, or does not moderate it.
        DecidedMeanwhileError: it was decided otherwise, or who hid it took that back.
        ValidationError: no words, or nobody appealed.
    """
    held = _held_hiding(hiding)
    if not permissions.can_decide_appeal(by, held):
        raise PermissionDenied
    words = as_typed(words).strip()
    said = (held.decided_by_id, held.decision, held.ended_at is not None)
    if held.decided_at is not None and said == (by.pk, words, puts_back):
        return held
    if held.decided_at is not None or held.ended_at is not None:
        raise DecidedMeanwhileError(held.contribution)
    held.decision, held.decided_at, held.decided_by = words, timezone.now(), by
    if puts_back:
        held.ended_at = timezone.now()
    held.full_clean()
    held.save()
    contribution = held.contribution
    stood = contribution.published_at is not None
    if puts_back:
        contribution.state = ContributionState.PUBLISHED
        contribution.published_at = contribution.published_at or timezone.now()
        contribution.save(update_fields=["state", "published_at"])
    record("decide_appeal", contribution, by=by, forum=contribution.forum_id, kept=not puts_back)
    _tell_author("appeal_decided", contribution, hiding=held, stood=stood)
    return held


@transaction.atomic
def undo_hiding(hiding: Hiding, *, by: User) -> Hiding:
    """Take back one's own hiding: what stood there stands there again, what was refused waits for
    a moderator. Its author hears of it. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` did not hide it, or does not moderate it any more.
        DecidedMeanwhileError: a colleague decided on the appeal.
    """
    held = _held_hiding(hiding)
    contribution = held.contribution
    if held.decided_at is not None and held.hidden_by_id == by.pk:
        raise DecidedMeanwhileError(contribution)
    if not permissions.can_undo_hiding(by, held):
        raise PermissionDenied
    if held.ended_at is not None:
        return held
    held.ended_at = timezone.now()
    held.full_clean()
    held.save()
    stood = contribution.published_at is not None
    contribution.state = ContributionState.PUBLISHED if stood else ContributionState.WAITING
    contribution.save(update_fields=["state"])
    record("undo_hiding", contribution, by=by, forum=contribution.forum_id)
    if stood:
        _tell_author("contribution_shown_again", contribution)
    return held


def erase_reporter(user: User, addresses: list[str]) -> None:
    """What an erased person reported stays, without who did and in what words."""
    ContributionReport.objects.filter(reporter=user).update(reporter=None, words="")


def _known_report(held: Contribution, by: User) -> ContributionReport | None:
    """What this person reported of it and nobody looked at yet.

    Raises:
        TooManyReportsError: nothing, and they reported so much today.
    """
    mine = ContributionReport.objects.filter(reporter=by)
    known: ContributionReport | None = mine.filter(contribution=held, settled_at=None).first()
    day = timezone.now() - timedelta(days=1)
    if known is None and mine.filter(reported_at__gte=day).count() >= MOST_REPORTS:
        raise TooManyReportsError
    return known


def _moderated(contribution: Contribution, *, by: User) -> Contribution:
    held = held_contribution(contribution)
    if not permissions.can_moderate(by, held):
        raise PermissionDenied
    return held


def _held_hiding(hiding: Hiding) -> Hiding:
    """``hiding`` with its contribution, the latter kept from others: the one lock of all verbs."""
    contribution = held_contribution(hiding.contribution)
    held: Hiding = Hiding.objects.get(pk=hiding.pk)
    held.contribution = contribution
    return held


def _settle_reports(held: Contribution) -> int:
    open_ones = ContributionReport.objects.filter(contribution=held, settled_at=None)
    return open_ones.update(settled_at=timezone.now())


def _place(name: str, held: Contribution) -> str:
    return reverse(f"{name}_contribution", args=[held.forum.slug, held.pk])


def _tell_author(template: str, held: Contribution, **context: Any) -> None:
    author = held.mandate.user
    if author.is_active:
        known = {"contribution": held, "forum": held.forum, **context}
        send(f"forums/mail/{template}", author, known)
