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
from forums.domain.agenda_changes import changes_in_words, plan_of
from forums.domain.agenda_versions import carry_over
from forums.domain.indexing import index_forums
from forums.domain.modes import change_modes
from forums.domain.organising import locked_forum
from forums.domain.places import cap_offers, fill_places
from forums.domain.session_notices import tell_of_calling_off, tell_of_move
from forums.records import AgendaItem, Presenter, RegistrationRules, Session

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        SessionIsCancelledError: it was called off, or its minutes went out.
        SessionConflictError: it is no longer the version ``started_from``.
    """
    held = changeable_session(session, by=by)
    refuse_overtaken(held, started_from)
    return held


def changeable_session(session: Session, *, by: User) -> Session:
    """The same, whatever its version: for a verb that first asks whether it was done already, so
    that a second click is no conflict with the first (`refuse_overtaken`).
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held: Session = Session.objects.select_for_update().get(pk=session.pk)
    if held.is_cancelled:
        raise SessionIsCancelledError
    if held.is_recorded:
        raise SessionIsRecordedError
    return held


def refuse_overtaken(held: Session, started_from: int) -> None:
    """Raise SessionConflictError when a held session is another version than was seen."""
    if held.version != started_from:
        raise SessionConflictError


def count_change(held: Session) -> None:
    """Make the next version of a held session; the caller saves what changed around it."""
    held.version += 1
    held.save(update_fields=["version"])


@transaction.atomic
def plan_session(forum: Forum, *, by: User, **values: Any) -> Session:
    """Add a session with ``values`` (`FIELDS`); its number is the next of the forum.

    One that stands there with the very same values is given back: it was sent twice.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: a field or a constraint refuses.
    """
    held = locked_forum(forum, by=by)
    twice: Session | None = held.sessions.filter(cancelled_at=None, **values).first()
    return twice or _plan(held, by=by, values=values)


def _plan(held: Forum, *, by: User, values: Mapping[str, Any]) -> Session:
    last = Session.objects.filter(forum=held).aggregate(last=Max("number"))["last"] or 0
    session = Session(forum=held, number=last + 1, **values)
    session.full_clean()
    session.save()
    record("plan_session", session, by=by, forum=held.pk)
    index_forums([held.pk])
    return session


@transaction.atomic
def change_session(session: Session, *, by: User, started_from: int, **values: Any) -> Session:
    """Write ``values`` (`FIELDS`) on ``session``. The same again changes nothing.

    Who comes hears what it was and what it is; who would come in a way that is no more is moved or
    asked, and who asked first to come as is possible again comes so (`forums.domain.modes`). Is it
    earlier, an offer of a place stands shorter; who was offered one hears until when. What
    of that will happen, `forums.domain.foreseeing` says beforehand.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        SessionConflictError: somebody changed it since ``started_from``.
        SessionIsCancelledError: it was called off.
        ValidationError: a field or a constraint refuses.
    """
    held = changeable_session(session, by=by)
    if all(getattr(held, name) == value for name, value in values.items()):
        return held
    refuse_overtaken(held, started_from)
    before, link_before, plan = held.format, held.link, plan_of(held, ())
    began_at = held.starts_at
    is_moved = moves(held, values)
    for name, value in values.items():
        setattr(held, name, value)
    held.version += 1
    held.sequence += 1
    held.full_clean()
    if is_moved:
        carry_over(held, by=by)
    held.save()
    record("change_session", held, by=by)
    index_forums([held.forum_id])
    if held.starts_at != began_at:
        cap_offers(held)
    if is_moved:
        changes = changes_in_words(plan, plan_of(held, ()))
        told = change_modes(held, before, changes=changes)
        tell_of_move(held, by=by, changes=changes, link_before=link_before, but=told)
    if held.starts_at != began_at:
        fill_places(held)
    return held


def moves(session: Session, values: Mapping[str, Any]) -> bool:
    """Whether ``values`` change what concerns everybody who comes to ``session``."""
    return any(getattr(session, one) != values.get(one, getattr(session, one)) for one in MOVING)


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
    index_forums([held.forum_id])
    tell_of_calling_off(held, by=by)
    return held


@transaction.atomic
def copy_session(session: Session, *, by: User, starts_at: datetime) -> Session:
    """Plan a session like ``session``, as long and with the same agenda, that begins at another
    moment. Conclusions that were withdrawn meanwhile stay behind, and so do people: of who opens
    an item the institution comes along, without a name.

    One that was planned so already, and stands there as it was, is given back: it was sent twice.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    length = session.ends_at - session.starts_at
    values = {name: getattr(session, name) for name in FIELDS}
    values |= {"starts_at": starts_at, "ends_at": starts_at + length}
    held = locked_forum(session.forum, by=by)
    if twice := _copied_already(held, session, values):
        return twice
    copied = _plan(held, by=by, values=values)
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
    index_forums([copied.forum_id])
    return copied


def _copied_already(held: Forum, session: Session, values: Mapping[str, Any]) -> Session | None:
    """Another session with these values and the items of ``session``."""
    others = Session.objects.filter(forum=held, cancelled_at=None, **values).exclude(pk=session.pk)
    items = _items_in_words(session)
    return next((one for one in others if _items_in_words(one) == items), None)


def _items_in_words(session: Session) -> list[tuple[str, int]]:
    return list(session.agenda.order_by("position").values_list("title", "minutes"))


def _copy_rules(session: Session, copied: Session) -> None:
    """As many places again; until when one registers is not copied: that day may be over."""
    rules = RegistrationRules.objects.filter(session=session).first()
    if rules is not None:
        rules.pk, rules.session, rules.closes_at = None, copied, None
        rules.save(force_insert=True)
