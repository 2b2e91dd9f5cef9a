"""Planning a session, changing it, calling it off, planning it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain import telling
from forums.domain.agenda_versions import carry_over
from forums.domain.modes import end_modes
from forums.domain.organising import locked_forum
from forums.records import AgendaItem, Presenter, RegistrationRules, Session

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum

#: What organisers write of a session.
FIELDS = ("title", "format", "place", "link", "starts_at", "ends_at")

#: What of it concerns everybody who comes: a change is mailed to them.
MOVING = ("format", "place", "link", "starts_at", "ends_at")


class SessionConflictError(Exception):
    """A colleague changed the session or its agenda meanwhile; nothing was written."""


class SessionIsCancelledError(Exception):
    """The session was called off: it is no longer changed."""


class SessionIsRecordedError(SessionIsCancelledError):
    """Its minutes went out for correction: session and agenda stay what they were."""


def held_session(session: Session, *, by: User, started_from: int) -> Session:
    """``session`` as it stands, kept from others until the transaction ends.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        SessionConflictError: it is no longer the version ``started_from``.
        SessionIsCancelledError: it was called off, or its minutes went out.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held: Session = Session.objects.select_for_update().get(pk=session.pk)
    if held.version != started_from:
        raise SessionConflictError
    if held.is_cancelled:
        raise SessionIsCancelledError
    if held.is_recorded:
        raise SessionIsRecordedError
    return held


def count_change(held: Session) -> None:
    """Make the next version of a held session; the caller saves what changed around it."""
    held.version += 1
    held.save(update_fields=["version"])


@transaction.atomic
def plan_session(forum: Forum, *, by: User, **values: Any) -> Session:
    """Add a session with ``values`` (`FIELDS`); its number is the next of the forum.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: a field or a constraint refuses.
    """
    held = locked_forum(forum, by=by)
    last = Session.objects.filter(forum=held).aggregate(last=Max("number"))["last"] or 0
    session = Session(forum=held, number=last + 1, **values)
    session.full_clean()
    session.save()
    record("plan_session", session, by=by, forum=held.pk)
    return session


@transaction.atomic
def change_session(session: Session, *, by: User, started_from: int, **values: Any) -> Session:
    """Write ``values`` (`FIELDS`) on ``session``. The same again changes nothing.

    Who comes hears that it moved; who would come in a way that is no more is moved or asked
    (`forums.domain.modes`).

    Raises:
        PermissionDenied: ``by`` organises no forums.
        SessionConflictError: somebody changed it since ``started_from``.
        SessionIsCancelledError: it was called off.
        ValidationError: a field or a constraint refuses.
    """
    held = held_session(session, by=by, started_from=started_from)
    if all(getattr(held, name) == value for name, value in values.items()):
        return held
    before = held.format
    is_moved = any(getattr(held, name) != values.get(name, getattr(held, name)) for name in MOVING)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    held.sequence += 1
    held.full_clean()
    if is_moved:
        carry_over(held, by=by)
    held.save()
    record("change_session", held, by=by)
    if is_moved:
        telling.tell_moved(held, but=end_modes(held, before))
    return held


@transaction.atomic
def cancel_session(session: Session, *, by: User, reason: str) -> Session:
    """Call ``session`` off, for a reason that stands on its page. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: no reason, or the session is over.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held: Session = Session.objects.select_for_update().get(pk=session.pk)
    if held.is_cancelled:
        return held
    if held.ends_at < timezone.now():
        raise ValidationError(_("Deze bijeenkomst is voorbij. Afzeggen kan niet meer."))
    held.cancelled_at = timezone.now()
    held.cancelled_reason = reason.strip()
    held.version += 1
    held.sequence += 1
    held.full_clean()
    held.save()
    record("cancel_session", held, by=by)
    telling.tell_called_off(held)
    return held


@transaction.atomic
def copy_session(session: Session, *, by: User, starts_at: datetime) -> Session:
    """Plan a session like ``session``, as long and with the same agenda, that begins at another
    moment. Conclusions that were withdrawn meanwhile stay behind, and so do people: of who opens
    an item the institution comes along, without a name.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    length = session.ends_at - session.starts_at
    values = {name: getattr(session, name) for name in FIELDS}
    values |= {"starts_at": starts_at, "ends_at": starts_at + length}
    copied = plan_session(session.forum, by=by, **values)
    for item in session.agenda.order_by("position"):
        again = AgendaItem.objects.create(
            session=copied,
            position=item.position,
            title=item.title,
            minutes=item.minutes,
        )
        again.conclusions.set(item.conclusions.standing())
        for one in item.presenters.exclude(institution_name=""):
            Presenter.objects.create(
                item=again, institution=one.institution, institution_name=one.institution_name
            )
    _copy_rules(session, copied)
    record("copy_session", copied, by=by, number=session.number)
    return copied


def _copy_rules(session: Session, copied: Session) -> None:
    """As many places again; until when one registers is not copied: that day may be over."""
    rules = RegistrationRules.objects.filter(session=session).first()
    if rules is not None:
        rules.pk, rules.session, rules.closes_at = None, copied, None
        rules.save(force_insert=True)
