"""What becomes of who comes when a session is held in a way more or less.

A session that goes online takes everybody along: they keep a place as long as there is one. A
session that is on site only can't decide that somebody travels: who would come online is asked.
They wait for a place on site in the order in which they registered, and get the offer of one.

How they asked to come stays with their registration (``wished_mode``). Is that possible again,
they come first: who had a place so (``was_moved_off``) gets one, before anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from forums.domain import telling
from forums.domain.places import Places, fill_places, gives_places, rules_of
from forums.enums import MODES_OF, Mode, RegistrationState
from forums.records import Registration, Session
from forums.records.registrations import WISH


@dataclass(frozen=True)
class Move:
    """Somebody who will come in another mode: with a place, or waiting for one."""

    registration: Registration
    mode: str
    wished_mode: str
    seat: int | None
    goes_back: bool
    was_moved_off: bool = False

    @property
    def had_place(self) -> bool:
        """Whether they have one as long as nothing is changed."""
        return self.registration.state == RegistrationState.CONFIRMED

    @property
    def loses_place(self) -> bool:
        """Whether they have none any more."""
        return self.had_place and self.seat is None


def moves_of(session: Session, before: str) -> list[Move]:
    """Who moves when ``session``, that was held in the format ``before``, is held as it says now.

    Writes nothing: ``session`` need not be saved. Nobody once it has begun: they came as they came.
    """
    rules = rules_of(session)
    if rules is None or before == session.format:
        return []
    if not gives_places(session, rules, timezone.now()):
        return []
    listed = list(session.registrations.active().select_related("user").order_by("joined_at", "pk"))
    places = Places(session, rules)
    back = list(_back(session, before, listed, places))
    moved = {one.registration.pk for one in back}
    return back + list(_off(session, before, [o for o in listed if o.pk not in moved], places))


def _back(
    session: Session, before: str, listed: list[Registration], places: Places
) -> Iterator[Move]:
    """Who asked first to come as is possible again. Who never had a place waits for one, there."""
    returned = set(MODES_OF[session.format]) - set(MODES_OF[before])
    wishing = [one for one in listed if one.wished_mode in returned]
    # First who had a place so, and of those who has none now; then who only wished it.
    for one in sorted(
        wishing, key=lambda one: (not one.was_moved_off, one.state == RegistrationState.CONFIRMED)
    ):
        seat = None
        if one.confirmed_at is not None and one.seat is not None:
            seat = places.move(one, one.wished_mode)
        elif one.confirmed_at is not None:
            seat = places.take(one.wished_mode, one.institution_key)
        if seat is not None or one.state == RegistrationState.WAITING:
            yield Move(one, one.wished_mode, "", seat, goes_back=True)


def _off(
    session: Session, before: str, listed: list[Registration], places: Places
) -> Iterator[Move]:
    """Who would come in a way that is no more."""
    ended = set(MODES_OF[before]) - set(MODES_OF[session.format])
    mode = MODES_OF[session.format][0]
    off = [one for one in listed if one.mode in ended]
    for one in off:
        places.leave(one)
    for one in off:
        wished = one.wished_mode or one.mode
        had_place = one.state == RegistrationState.CONFIRMED
        keeps = mode == Mode.ONLINE and had_place
        seat = places.take(mode, one.institution_key) if keeps else None
        wished = wished if wished != mode else ""
        marked = had_place and bool(wished)
        yield Move(one, mode, wished, seat, goes_back=False, was_moved_off=marked)


def change_modes(held: Session, before: str, *, changes: list[str]) -> set[int]:
    """Move who comes to ``held`` as `moves_of` says, and mail them; ``changes`` are the words on
    what else is different.

    ``held`` is locked and saved. Returns whom it mailed, by key.
    """
    moves = moves_of(held, before)
    for move in moves:
        had_place = move.had_place
        one = _moved(move, held)
        if not move.goes_back:
            telling.tell_mode_ended(one, had_place=had_place, changes=changes)
        elif move.seat is not None:
            telling.tell_mode_given(one, changes=changes)
    if moves:
        fill_places(held)
    return {move.registration.pk for move in moves if not move.goes_back or move.seat is not None}


def _moved(move: Move, held: Session) -> Registration:
    one = move.registration
    one.session, one.mode, one.seat = held, move.mode, move.seat
    one.wish(move.wished_mode, was_moved_off=move.was_moved_off)
    has_place = move.seat is not None
    one.state = RegistrationState.CONFIRMED if has_place else RegistrationState.WAITING
    one.offered_until = None
    one.save(update_fields=["mode", "state", "seat", "offered_until", *WISH])
    return one
