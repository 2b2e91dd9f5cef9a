"""What an organiser does next with a forum: it follows from what is there and from the dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.utils import timezone

from forums.enums import Phase, ProposalState

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import Proposal, Session


class Act(Enum):
    """What can be next."""

    FILL_PROMISE = auto()
    OPEN = auto()
    DECIDE = auto()
    SEND_DECISIONS = auto()
    PLAN_SESSION = auto()
    MAKE_AGENDA = auto()
    PUBLISH_AGENDA = auto()
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


def next_step(
    forum: Forum, sessions: list[Session], *, lacks: int, proposals: Iterable[Proposal] = ()
) -> NextStep:
    """The one thing to do next.

    ``sessions`` are all of the forum's, in time, each with ``items``: how many there are on its
    agenda. ``proposals`` are those that are undecided. ``lacks`` is how much it lacks to open.
    """
    if not forum.live:
        return NextStep(Act.FILL_PROMISE if lacks else Act.OPEN)
    if forum.reported_on is not None:
        closed = forum.phase == Phase.CLOSED
        return NextStep(Act.NOTHING if closed else Act.FOLLOW_ANSWERS)
    if act := _of_proposals(proposals):
        return NextStep(act)
    return _of_sessions(forum, sessions)


def _of_proposals(undecided: Iterable[Proposal]) -> Act | None:
    """Decide what schools wait for; then send it. What is on hold waits."""
    waiting = list(undecided)
    if any(one.state == ProposalState.OFFERED and not one.prepared for one in waiting):
        return Act.DECIDE
    return Act.SEND_DECISIONS if any(one.prepared for one in waiting) else None


def _of_sessions(forum: Forum, sessions: list[Session]) -> NextStep:
    standing = [one for one in sessions if not one.is_cancelled]
    coming = [one for one in standing if one.ends_at > timezone.now()]
    for session in coming:
        if not session.items:  # type: ignore[attr-defined]
            return NextStep(Act.MAKE_AGENDA, session)
        if not session.agenda_version:
            return NextStep(Act.PUBLISH_AGENDA, session)
    if coming:
        return NextStep(Act.WAIT_FOR_SESSION, coming[0])
    if not standing and forum.ends_on >= timezone.localdate():
        return NextStep(Act.PLAN_SESSION)
    return NextStep(Act.PUBLISH_REPORT if forum.report.strip() else Act.WRITE_REPORT)
