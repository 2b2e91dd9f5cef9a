"""What becomes of who would come in a way that a session no longer has.

A session that goes online takes everybody along: they keep a place as long as there is one. A
session that is on site only can't decide that somebody travels: who would come online is asked.
They wait for a place on site in the order in which they registered, and get the offer of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from forums.domain import telling
from forums.domain.places import Places, fill_places, gives_places, rules_of
from forums.enums import MODES_OF, Mode, RegistrationState

if TYPE_CHECKING:
    from forums.records import Registration, Session


def end_modes(held: Session, before: str) -> set[int]:
    """Move who would come to ``held`` in a way that its format ``before`` had and it has not.

    ``held`` is locked and saved. Returns whom it mailed, by key. Nothing once it has begun: they
    came as they came.
    """
    rules, now = rules_of(held), timezone.now()
    ended = set(MODES_OF[before]) - set(MODES_OF[held.format])
    moved = list(held.registrations.active().filter(mode__in=ended).select_related("user"))
    if rules is None or not moved or not gives_places(held, rules, now):
        return set()
    had_place = {one.pk for one in moved if one.state == RegistrationState.CONFIRMED}
    mode = MODES_OF[held.format][0]
    for one in moved:
        _let_wait(one, held, mode)
    if mode == Mode.ONLINE:
        places = Places(held, rules)
        for one in moved:
            if one.pk in had_place:
                _keep_place(one, places)
    for one in moved:
        telling.tell_mode_ended(one, had_place=one.pk in had_place)
    fill_places(held)
    return {one.pk for one in moved}


def _let_wait(one: Registration, held: Session, mode: Mode) -> None:
    one.session, one.mode, one.state = held, mode, RegistrationState.WAITING
    one.seat = one.offered_until = None
    one.save(update_fields=["mode", "state", "seat", "offered_until"])


def _keep_place(one: Registration, places: Places) -> None:
    """The place of before, now in the other mode; who finds none waits for one."""
    one.seat = places.take(one.mode, one.institution_key)
    if one.seat is not None:
        one.state = RegistrationState.CONFIRMED
        one.save(update_fields=["state", "seat"])
