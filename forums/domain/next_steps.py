"""What an organiser does next with a forum: it follows from what is there and from the dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from forums.domain.withdrawn import withdrawn
from forums.enums import Phase, ProposalState
from forums.querysets import SessionQuerySet
from forums.records import Correction, Minutes, RegistrationRules, Session

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import Proposal


class Act(Enum):
    """What can be next."""

    FILL_PROMISE = auto()
    OPEN = auto()
    DECIDE = auto()
    SEND_DECISIONS = auto()
    PLAN_SESSION = auto()
    SEE_WITHDRAWN = auto()
    MAKE_AGENDA = auto()
    PUBLISH_AGENDA = auto()
    OPEN_REGISTRATION = auto()
    WRITE_MINUTES = auto()
    ANSWER_CORRECTIONS = auto()
    CLOSE_MINUTES = auto()
    WAIT_FOR_CORRECTIONS = auto()
    WRITE_REPORT = auto()
    PUBLISH_REPORT = auto()
    WAIT_FOR_SESSION = auto()
    FOLLOW_ANSWERS = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class NextStep:
    """What is next, and with which session."""

    act: Act
    session: Session | None = None


def for_next_steps() -> SessionQuerySet:
    """Sessions with what `next_step` asks of them, in time. One statement."""
    accounts = Minutes.objects.filter(item__session=OuterRef("pk")).exclude(
        Q(text="") & Q(not_discussed="")
    )
    unanswered = Correction.objects.filter(minutes__item__session=OuterRef("pk"), answered_at=None)
    rules = RegistrationRules.objects.filter(session=OuterRef("pk"))
    gone = withdrawn().filter(
        forum=OuterRef("forum"),
        conclusion__agenda_items__session=OuterRef("pk"),
        proposal__kept_at__isnull=True,
    )
    found: SessionQuerySet = Session.objects.annotate(
        items=Count("agenda"),
        minutes_begun=Exists(accounts),
        open_corrections=Exists(unanswered),
        takes_registrations=Exists(rules),
        has_withdrawn=Exists(gone),
    ).order_by("starts_at", "pk")  # counting drops the order of the model
    return found


def next_step(
    forum: Forum, sessions: list[Session], *, lacks: int, proposals: Iterable[Proposal] = ()
) -> NextStep:
    """The one thing to do next.

    ``sessions`` are all of the forum's, in time, each as `for_next_steps` fetches it.
    ``proposals`` are those that are undecided. ``lacks`` is how much it lacks to open.
    """
    if not forum.live:
        return NextStep(Act.FILL_PROMISE if lacks else Act.OPEN)
    if forum.reported_on is not None:
        closed = forum.phase == Phase.CLOSED
        return NextStep(Act.NOTHING if closed else Act.FOLLOW_ANSWERS)
    if act := _of_proposals(proposals):
        return NextStep(act)
    standing = [one for one in sessions if not one.is_cancelled]
    return next(chain(_of_sessions(forum, standing), [_of_report(forum, standing)]))


def _of_proposals(undecided: Iterable[Proposal]) -> Act | None:
    """Decide what schools wait for; then send it. What is on hold waits."""
    waiting = list(undecided)
    if any(one.state == ProposalState.OFFERED and not one.prepared for one in waiting):
        return Act.DECIDE
    return Act.SEND_DECISIONS if any(one.prepared for one in waiting) else None


def _of_sessions(forum: Forum, standing: list[Session]) -> Iterator[NextStep]:
    """First what people wait for an answer on, then what is to come, then what was."""
    now = timezone.now()
    coming = [one for one in standing if one.ends_at > now]
    past = [one for one in standing if one.ends_at <= now and one.closed_at is None]
    for session in past:
        if session.open_corrections:  # type: ignore[attr-defined]
            yield NextStep(Act.ANSWER_CORRECTIONS, session)
    yield from _of_agendas(coming)
    for session in past:
        if act := _of_past(session, now, is_reported=bool(forum.report.strip())):
            yield NextStep(act, session)
    for session in coming:
        if not session.takes_registrations and session.starts_at > now:  # type: ignore[attr-defined]
            yield NextStep(Act.OPEN_REGISTRATION, session)
    if coming:
        yield NextStep(Act.WAIT_FOR_SESSION, coming[0])
    if not standing and forum.ends_on >= timezone.localdate():
        yield NextStep(Act.PLAN_SESSION)


def _of_agendas(coming: list[Session]) -> Iterator[NextStep]:
    """What a school withdrew from an agenda; then agendas to make and to publish."""
    for session in coming:
        if session.has_withdrawn and not session.is_fixed:  # type: ignore[attr-defined]
            yield NextStep(Act.SEE_WITHDRAWN, session)
    for session in coming:
        if not session.items:  # type: ignore[attr-defined]
            yield NextStep(Act.MAKE_AGENDA, session)
        elif not session.agenda_version:
            yield NextStep(Act.PUBLISH_AGENDA, session)


def _of_past(session: Session, now: datetime, *, is_reported: bool) -> Act | None:
    """Minutes, until they are final. The small form has none: its one report is enough."""
    if session.corrections_until is not None:
        return Act.CLOSE_MINUTES if session.corrections_until <= now else None
    begun = session.minutes_begun  # type: ignore[attr-defined]
    wanted = begun or (session.items and not is_reported)  # type: ignore[attr-defined]
    return Act.WRITE_MINUTES if wanted else None


def _of_report(forum: Forum, standing: list[Session]) -> NextStep:
    """The report, which waits for minutes that are still open to corrections."""
    if not forum.report.strip():
        return NextStep(Act.WRITE_REPORT)
    corrected = [one for one in standing if one.is_recorded and one.closed_at is None]
    if corrected:
        return NextStep(Act.WAIT_FOR_CORRECTIONS, corrected[0])
    return NextStep(Act.PUBLISH_REPORT)
