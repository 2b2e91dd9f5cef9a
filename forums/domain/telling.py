"""The mails to who comes to a session, or waits for a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from forums import permissions
from forums.domain import calendars
from forums.domain.shares import share_is_taken
from forums.enums import RegistrationState
from forums.records import Registration
from notifications.mail import send

if TYPE_CHECKING:
    from forums.records import AgendaVersion, PublishedItem, Session

_signer = Signer(salt="forums.registration", sep=".")


def address_of(registration: Registration) -> str:
    """The page of one's own registration: who has the address needs no account."""
    return reverse("registration", args=[sign(registration)])


def sign(registration: Registration) -> str:
    """What opens it."""
    return _signer.sign(registration.key.hex)


def registration_at(signed: str) -> Registration | None:
    """The registration that an address is of, with its session and forum."""
    try:
        key = _signer.unsign(signed)
    except BadSignature:
        return None
    found: Registration | None = (
        Registration.objects.filter(key=key)
        .select_related("session__forum", "user", "institution")
        .first()
    )
    return found


def tell_confirmed(registration: Registration) -> None:
    """There is a place, with what to put in a calendar."""
    _tell("confirmed", registration, calendars.invitation(registration))


def tell_waiting(registration: Registration) -> None:
    """There is none yet, or none for their institution."""
    is_share = share_is_taken(registration.session, registration.institution_key)
    _tell("waiting", registration, share_is_taken=is_share)


def tell_offered(registration: Registration) -> None:
    """There is one now, until a moment."""
    _tell("offered", registration)


def tell_lapsed(registration: Registration) -> None:
    """The place went to the next."""
    _tell("lapsed", registration)


def tell_cancelled(registration: Registration, *, had_place: bool) -> None:
    """It is cancelled, and out of the calendar."""
    _tell("cancelled", registration, calendars.withdrawal(registration) if had_place else "")


def tell_where_it_stands(registration: Registration) -> None:
    """To somebody who registers twice by mail: the registration that there is."""
    if registration.state == RegistrationState.CONFIRMED:
        tell_confirmed(registration)
    elif registration.state == RegistrationState.OFFERED:
        tell_offered(registration)
    else:
        tell_waiting(registration)


def tell_reminder(registration: Registration, days: int, agenda: list[PublishedItem]) -> None:
    """It comes near; ``agenda`` is the one in force."""
    _tell("reminder", registration, calendars.invitation(registration, agenda), days=days)


def tell_mode_ended(
    registration: Registration, *, had_place: bool, changes: Sequence[str] = ()
) -> None:
    """The way in which they would come is no more: they come otherwise, or are asked to."""
    if registration.state == RegistrationState.CONFIRMED:
        calendar = calendars.invitation(registration)
    else:
        calendar = calendars.withdrawal(registration) if had_place else ""
    _tell("mode_ended", registration, calendar, changes=changes)


def tell_mode_given(registration: Registration, *, changes: Sequence[str] = ()) -> None:
    """They come in the way they asked for: there was a place."""
    _tell("mode_given", registration, calendars.invitation(registration), changes=changes)


def tell_moved(
    registration: Registration,
    agenda: list[PublishedItem],
    *,
    changes: Sequence[str],
    link_before: str,
) -> None:
    """To who has a place or may get one: it is at another moment or place.

    ``changes`` say what was and what is; the link to join, with the one it replaces, is for who
    may join.
    """
    has_place = registration.state == RegistrationState.CONFIRMED
    calendar = calendars.invitation(registration, agenda) if has_place else ""
    _tell("moved", registration, calendar, changes=changes, link_before=link_before)


def who_hears_of_move(session: Session) -> int:
    """How many people `tell_moved`, and the mails on other modes, would reach."""
    return sum(is_reached(one) for one in _active(session))


def tell_agenda(
    registration: Registration, version: AgendaVersion, items: list[PublishedItem]
) -> None:
    """There is another agenda: what changed, and the whole of it in the calendar."""
    has_place = registration.state == RegistrationState.CONFIRMED
    calendar = calendars.invitation(registration) if has_place else ""
    _tell("agenda", registration, calendar, version=version, items=items)


def tell_called_off(registration: Registration, agenda: list[PublishedItem]) -> None:
    """To who has a place or may get one: it does not take place."""
    has_place = registration.state == RegistrationState.CONFIRMED
    calendar = calendars.withdrawal(registration, agenda) if has_place else ""
    _tell("called_off", registration, calendar)


def _active(session: Session) -> list[Registration]:
    found = list(session.registrations.active().select_related("user").order_by("pk"))
    for one in found:
        one.session = session
    return found


def is_reached(registration: Registration) -> bool:
    """Whether a mail would go to this person: with an address, and free to read the forum."""
    return bool(registration.email) and permissions.may_hear_of(registration)


def _tell(about: str, registration: Registration, calendar: str = "", **more: Any) -> None:
    """Nothing to who has no address any more, or may no longer read the forum."""
    if not is_reached(registration):
        return
    context = {
        "registration": registration,
        "session": registration.session,
        "forum": registration.session.forum,
        "path": address_of(registration),
        **more,
    }
    send(f"forums/mail/{about}", registration.email, context, calendar=calendar)
