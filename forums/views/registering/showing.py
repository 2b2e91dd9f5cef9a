"""How a session shows its places, and where the visitor stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Visitor
from accounts.records import User
from forums import permissions
from forums.domain.registering import takes_registrations
from forums.domain.telling import address_of
from forums.enums import (
    MODES_OF,
    SAID_TO_OWNER,
    Mode,
    RegistrationState,
)
from forums.records import Registration, RegistrationRules, Session
from ui.trail import StationState

STATE_OF: dict[str, StationState] = {
    RegistrationState.CONFIRMED: "good",
    RegistrationState.OFFERED: "wait",
    RegistrationState.WAITING: "open",
    RegistrationState.CANCELLED: "no",
    RegistrationState.LAPSED: "no",
}


@dataclass(frozen=True)
class Own:
    """A registration of one's own, in a list or on the page of its session."""

    registration: Registration
    address: str
    state: StationState
    words: str


@dataclass(frozen=True)
class Door:
    """What the page of a session says of registering. Empty where there is nothing to say."""

    is_open: bool
    may: bool
    places: tuple[str, ...]
    full: frozenset[str]
    """The modes in which one joins the waiting list."""
    own: Own | None
    rules: RegistrationRules
    modes: tuple[Mode, ...]

    @property
    def only_waiting(self) -> bool:
        """Whether no mode has a place left."""
        return self.full.issuperset(self.modes)


def own(registration: Registration) -> Own:
    """``registration``, whose session and forum are fetched, as its owner sees it.

    Of a session that was called off that is what counts, for whoever would have come.
    """
    state = STATE_OF[registration.state]
    words = str(SAID_TO_OWNER[RegistrationState(registration.state)])
    if registration.session.is_cancelled and registration.is_active:
        state, words = "no", _("afgezegd")
    return Own(registration, address_of(registration), state, words)


def door_of(request: HttpRequest, session: Session) -> Door | None:
    """How one comes in to ``session``, its forum fetched; nothing when it asks for none."""
    rules = getattr(session, "registration_rules", None)
    if rules is None or session.is_cancelled or session.ends_at < timezone.now():
        return None
    is_open = takes_registrations(session, rules)
    active = list(session.registrations.active().only("session", "mode", "state", "user", "key"))
    mine = next((one for one in active if _is_of(one, request.user)), None)
    if mine is not None:
        mine.session = session
    counted = _counted(session, rules, active)
    return Door(
        is_open=is_open,
        may=permissions.can_register(request.user, session.forum),
        places=tuple(words for _mode, _free, words in counted) if is_open else (),
        full=frozenset(mode for mode, free, _words in counted if free == 0),
        own=own(mine) if mine is not None else None,
        rules=rules,
        modes=MODES_OF[session.format],
    )


def is_full(session: Session, mode: str) -> bool:
    """Whether who registers now for ``mode`` joins the waiting list."""
    rules = getattr(session, "registration_rules", None)
    if rules is None:
        return False
    active = list(session.registrations.active().filter(mode=mode).only("mode", "state"))
    return any(one == mode and free == 0 for one, free, _words in _counted(session, rules, active))


def _is_of(registration: Registration, user: Visitor) -> bool:
    return isinstance(user, User) and registration.user_id == user.pk


def _counted(
    session: Session, rules: RegistrationRules, active: list[Registration]
) -> list[tuple[Mode, int | None, str]]:
    """For each mode how many places are free, if they are counted at all, and that in words."""
    modes = MODES_OF[session.format]
    counted = []
    for mode in modes:
        here = [one for one in active if one.mode == mode]
        waiting = sum(one.state == RegistrationState.WAITING for one in here)
        limit = rules.limit(mode)
        free = None if limit is None else max(0, limit - len(here) + waiting)
        words = places_in_words(limit, free, waiting)
        counted.append((mode, free, f"{mode.label}: {words}" if len(modes) > 1 else words))
    return counted


def places_in_words(limit: int | None, free: int | None, waiting: int) -> str:
    """How many places are left, and how many people wait."""
    if free is None:
        words = _("plaats voor iedereen")
    elif free:
        words = ngettext("nog {n} van {limit} plaatsen", "nog {n} van {limit} plaatsen", free)
        words = words.format(n=free, limit=limit)
    else:
        words = _("volzet")
    if waiting:
        more = ngettext("{n} op de wachtlijst", "{n} op de wachtlijst", waiting).format(n=waiting)
        words = f"{words}, {more}"
    return words
