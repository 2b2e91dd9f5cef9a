"""Coming to a session in another way than one asked: on site or online."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums.domain import telling
from forums.domain.places import Places, fill_places, gives_places, rules_of
from forums.domain.registering import RegistrationClosedError, held_registration
from forums.enums import MODES_OF, RegistrationState
from forums.records import Registration
from forums.records.registrations import WISH


def other_modes(registration: Registration) -> tuple[str, ...]:
    """How else one can come to the session; nothing once it has begun or is off."""
    session = registration.session
    if not registration.is_active or not gives_places(session, rules_of(session), timezone.now()):
        return ()
    return tuple(one for one in MODES_OF[session.format] if one != registration.mode)


@transaction.atomic
def change_mode(registration: Registration, mode: str) -> Registration:
    """Come in ``mode``: at once where there is a place, which also takes what was on offer.

    Where there is none, who has a place keeps it and waits for the other one; who waits, waits
    there, at the place in the row of when they registered. The mode one has forgets that wish.
    Who may: whoever has the address of the registration.

    Raises:
        RegistrationClosedError: it is over, or the session has begun or was called off.
        ValidationError: one can't come to the session like that.
    """
    held, mine = held_registration(registration)
    rules = rules_of(held)
    if rules is None or not gives_places(held, rules, timezone.now()):
        raise RegistrationClosedError
    if mode not in MODES_OF[held.format]:
        raise ValidationError({"mode": _("Zo kun je aan deze bijeenkomst niet meedoen.")})
    fill_places(held)
    mine.refresh_from_db(fields=["state", "seat", "mode", "wished_mode", "offered_until"])
    if not mine.is_active:
        raise RegistrationClosedError
    if mode == mine.mode:
        _wish(mine, "")
    elif not _take(mine, mode, Places(held, rules)):
        _wait_for(mine, mode)
    else:
        record("change_mode", mine, by=mine.user, session=held.pk)
        telling.tell_mode_given(mine)
        fill_places(held)
    return mine


def _take(mine: Registration, mode: str, places: Places) -> bool:
    held_one = mine.seat is not None
    key = mine.institution_key
    seat = places.move(mine, mode) if held_one else places.take(mode, key)
    if seat is None:
        return False
    mine.mode, mine.seat = mode, seat
    mine.wish("")
    mine.state, mine.offered_until = RegistrationState.CONFIRMED, None
    mine.confirmed_at = mine.confirmed_at or timezone.now()
    mine.save()
    return True


def _wait_for(mine: Registration, mode: str) -> None:
    if mine.state != RegistrationState.WAITING:
        _wish(mine, mode)
        return
    mine.mode = mode
    mine.wish("")
    mine.save(update_fields=["mode", *WISH])
    record("change_mode", mine, by=mine.user, session=mine.session_id)


def _wish(mine: Registration, mode: str) -> None:
    if mine.wished_mode != mode:
        mine.wish(mode)
        mine.save(update_fields=[*WISH])
        record("wish_mode", mine, by=mine.user, session=mine.session_id)
