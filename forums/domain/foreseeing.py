"""What a change of a session does to who comes, before it is made."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forums.domain import telling
from forums.domain.agenda_changes import changes_in_words, plan_of
from forums.domain.meetings import moves
from forums.domain.modes import moves_of

if TYPE_CHECKING:
    from forums.records import Session


@dataclass(frozen=True)
class Foreseen:
    """What is different, in words, and for how many people."""

    changes: list[str]
    told: int
    """Who gets a mail."""
    lose: int
    """Who has a place, and will wait for one."""
    keep: int
    """Who keeps a place, in another mode than today."""
    go_back: int
    """Who comes again as they asked first."""
    is_past: bool
    """Whether the session would be over."""


def foresee_change(session: Session, values: Mapping[str, Any]) -> Foreseen | None:
    """What `forums.domain.meetings.change_session` with ``values`` would do to who comes; nothing
    where it concerns nobody. Writes nothing.
    """
    if not moves(session, values):
        return None
    changed = copy.copy(session)
    for name, value in values.items():
        setattr(changed, name, value)
    moved, told = moves_of(changed, session.format), telling.who_hears_of_move(session)
    if not moved and not told:
        return None
    changes = changes_in_words(plan_of(session, ()), plan_of(changed, ()))
    if changed.link and changed.link != session.link:
        changes.append(_("Andere link om online mee te doen: {link}").format(link=changed.link))
    return Foreseen(
        changes=changes,
        told=told,
        lose=sum(one.loses_place for one in moved),
        keep=sum(one.seat is not None and not one.goes_back for one in moved),
        go_back=sum(one.seat is not None and one.goes_back for one in moved),
        is_past=changed.ends_at < timezone.now(),
    )
