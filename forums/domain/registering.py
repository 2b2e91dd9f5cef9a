"""Coming to a session: registering, taking a place that is offered, cancelling, being there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain import telling
from forums.domain.places import Places, fill_places, gives_places, held_for_places, rules_of
from forums.enums import ACTIVE_STATES, MODES_OF, RegistrationState
from forums.records import Registration, RegistrationRules, Session
from forums.records.registrations import WISH

if TYPE_CHECKING:
    from accounts.records import User
    from institutions.records import Institution

#: A name stands in a report by consent for so long at most.
LONGEST_NAMED = timedelta(days=5 * 366)


class RegistrationClosedError(Exception):
    """The session takes no registrations, or no longer."""


class RulesConflictError(Exception):
    """A colleague wrote other rules since these were seen; nothing was changed."""


class OfferIsOverError(Exception):
    """The place that was offered went to the next, or was never offered."""


@dataclass(frozen=True)
class Answers:
    """What somebody says who wants to come (`forums.records.Coming`)."""

    name: str
    institution_name: str
    capacity: str
    mode: str
    institution: Institution | None = None
    dietary_needs: str = ""
    access_needs: str = ""
    named_until: date | None = None

    def as_fields(self) -> dict[str, Any]:
        """By the names of the record's fields."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def takes_registrations(session: Session, rules: RegistrationRules | None) -> bool:
    """Whether somebody can register now: for a place, or for the waiting list."""
    now = timezone.now()
    if rules is None or not gives_places(session, rules, now):
        return False
    return not rules.is_over


@transaction.atomic
def register(session: Session, answers: Answers, *, by: User) -> Registration:
    """Give ``by`` a place, or the next place on the waiting list.

    Registering twice changes nothing; who registered by mail before, with the address of the
    account, finds that registration.

    Raises:
        PermissionDenied: ``by`` may not come to this session.
        RegistrationClosedError: it takes no registrations now.
        ValidationError: something is missing.
    """
    held = held_for_places(session.pk)
    if not permissions.can_register(by, held.forum):
        raise PermissionDenied
    return join(held, answers, user=by, email=by.email)


def join(held: Session, answers: Answers, *, user: User | None, email: str) -> Registration:
    """Register on a session that is held; the callers decide who may.

    Raises:
        RegistrationClosedError, ValidationError: as `register`.
    """
    if known := _known(held, user, email):
        return known
    if held.registrations.active().filter(email__iexact=email).exists():
        words = _("Met jouw e-mailadres is al iemand met een ander account ingeschreven.")
        raise ValidationError(words)
    rules = rules_of(held)
    if rules is None or not takes_registrations(held, rules):
        raise RegistrationClosedError
    fill_places(held)
    made = Registration(session=held, user=user, email=email, **answers.as_fields())
    _check(made, held)
    # Under the lock, and never before who came before: the clocks of two machines differ.
    latest = held.registrations.aggregate(latest=Max("joined_at"))["latest"]
    made.joined_at = max(filter(None, (timezone.now(), latest)))
    seat = Places(held, rules).take(made.mode, made.institution_key)
    if seat is None:
        made.state = RegistrationState.WAITING
    else:
        made.state, made.seat = RegistrationState.CONFIRMED, seat
        made.confirmed_at = made.joined_at
    made.full_clean(exclude=["session", "user"], validate_unique=False)
    made.save()
    record("register", made, by=user, session=held.pk, state=made.state)
    telling.tell_where_it_stands(made)
    return made


def _known(held: Session, user: User | None, email: str) -> Registration | None:
    same = Q(email__iexact=email)
    if user is not None:  # another account may once have had this address: that one stays theirs
        same = Q(user=user) | Q(email__iexact=email, user=None)
    found: Registration | None = held.registrations.active().filter(same).first()
    if found is not None:
        found.session = held
        if found.user_id is None and user is not None:
            found.user = user
            found.save(update_fields=["user"])
    return found


def _check(made: Registration, held: Session) -> None:
    if made.mode not in MODES_OF[held.format]:
        raise ValidationError({"mode": _("Zo kun je aan deze bijeenkomst niet meedoen.")})
    check_named_until(made.named_until)


def check_named_until(day: date | None) -> None:
    """Refuse a consent that is over already, or would never be."""
    today = timezone.localdate()
    if day is not None and not today < day <= today + LONGEST_NAMED:
        raise ValidationError(
            {"named_until": _("Kies een dag in de toekomst, hoogstens vijf jaar verder.")}
        )


@transaction.atomic
def accept_offer(registration: Registration) -> Registration:
    """Take the place that is offered. Accepting twice changes nothing.

    Who may: whoever has the address of the registration.

    Raises:
        OfferIsOverError: too late, the session has begun or is off, or nothing was offered.
    """
    held, mine = held_registration(registration)
    if mine.state == RegistrationState.CONFIRMED:
        return mine
    now = timezone.now()
    if mine.offered_until is None or mine.offered_until <= now:
        raise OfferIsOverError
    if held.is_cancelled or held.starts_at <= now:
        raise OfferIsOverError
    mine.state, mine.offered_until, mine.confirmed_at = RegistrationState.CONFIRMED, None, now
    if mine.wished_mode not in MODES_OF[held.format]:
        mine.wish("")  # asked, they chose to come like this
    mine.save(update_fields=["state", "offered_until", "confirmed_at", *WISH])
    record("accept_place", mine, by=mine.user, session=held.pk)
    telling.tell_confirmed(mine)
    return mine


@transaction.atomic
def cancel_registration(registration: Registration, *, by: User | None) -> Registration:
    """Give up a place, or the place on the waiting list: the next one gets it.

    ``by`` is None for whoever has the address of the registration. Cancelling twice changes
    nothing.

    Raises:
        PermissionDenied: it is somebody else's, and ``by`` organises no forums.
        RegistrationClosedError: the session has begun.
    """
    if by is not None and not permissions.can_cancel_registration(by, registration):
        raise PermissionDenied
    held, mine = held_registration(registration)
    if mine.state not in ACTIVE_STATES:
        return mine
    if held.starts_at <= timezone.now():
        raise RegistrationClosedError
    had_place = mine.state == RegistrationState.CONFIRMED
    end_registration(mine)
    record("cancel_registration", mine, by=by or mine.user, session=held.pk)
    telling.tell_cancelled(mine, had_place=had_place)
    fill_places(held)
    return mine


def end_registration(mine: Registration) -> None:
    """Free the place of a registration whose session is held; the caller fills it."""
    mine.state, mine.seat, mine.offered_until = RegistrationState.CANCELLED, None, None
    mine.attended, mine.ended_at = None, timezone.now()
    mine.wish("")
    mine.save(update_fields=["state", "seat", "offered_until", "attended", "ended_at", *WISH])


@transaction.atomic
def set_consent(registration: Registration, named_until: date | None) -> Registration:
    """Let the name stand in the report until a day, or not at all. Anytime, by its owner.

    Raises:
        ValidationError: the day is no use.
    """
    check_named_until(named_until)
    _session, mine = held_registration(registration)
    if mine.named_until != named_until:
        mine.named_until = named_until
        mine.save(update_fields=["named_until"])
        record("set_consent", mine, by=mine.user)
    return mine


@transaction.atomic
def set_rules(
    session: Session, *, by: User, seen: str | None = None, **values: Any
) -> RegistrationRules:
    """Take registrations by these rules (`RegistrationRules`); the same again changes nothing.

    Who has a place keeps it. Places that come free are offered at once. ``seen`` is the
    `mark_of_rules` over which they were written; a command has none.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        RulesConflictError: a colleague wrote other rules since.
        ValidationError: a field or a constraint refuses.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held = held_for_places(session.pk)
    rules = rules_of(held) or RegistrationRules(session=held)
    if rules.pk and all(getattr(rules, name) == value for name, value in values.items()):
        return rules
    if seen is not None and seen != mark_of_rules(rules if rules.pk else None):
        raise RulesConflictError
    for name, value in values.items():
        setattr(rules, name, value)
    rules.full_clean()
    rules.save()
    record("set_registration_rules", held, by=by)
    fill_places(held)
    return rules


def mark_of_rules(rules: RegistrationRules | None) -> str:
    """What these rules say, in a word: other rules have another one, and no rules have none."""
    return "" if rules is None else hashlib.sha256(repr(rules.said()).encode()).hexdigest()[:16]


@transaction.atomic
def note_attendance(registration: Registration, attended: bool | None, *, by: User) -> Registration:
    """Write whether somebody was there. The same again changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: they had no place.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    _session, one = held_registration(registration)
    if one.attended == attended:
        return one
    one.attended = attended
    one.validate_constraints(exclude={"session", "email"})
    one.save(update_fields=["attended"])
    record("note_attendance", one, by=by, session=one.session_id)
    return one


def held_registration(registration: Registration) -> tuple[Session, Registration]:
    """The session, held until the transaction ends, and the registration as it stands."""
    held = held_for_places(registration.session_id)
    mine: Registration = Registration.objects.select_related("user").get(pk=registration.pk)
    mine.session = held
    return held, mine
