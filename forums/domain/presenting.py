"""Who opens an item of an agenda, and whether a name is public."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.records import User
from audit.domain.record import record
from forums import permissions
from forums.domain.consenting import tell_named
from forums.domain.deleted import not_deleted
from forums.domain.meetings import (
    changeable_session,
    count_change,
    held_session,
    refuse_overtaken,
)
from forums.domain.registering import check_named_until
from forums.records import AgendaItem, Presenter
from institutions.records import Institution


class ConsentConflictError(Exception):
    """The person took the consent back meanwhile, or a colleague noted another; nothing was
    written. ``standing`` is the presenter as it stands.
    """

    def __init__(self, standing: Presenter) -> None:
        super().__init__(standing.pk)
        self.standing = standing


@transaction.atomic
def add_presenter(
    item: AgendaItem,
    *,
    by: User,
    started_from: int,
    institution_name: str = "",
    name: str = "",
    email: str = "",
    named_until: date | None = None,
) -> Presenter:
    """Let an institution, a person or both open ``item``. The same again adds nothing, however its
    capitals are, and whatever was seen.

    An institution that is in the register by this very name is that one. ``email`` leads to the
    account that has it, or is kept to reach the person. ``named_until`` notes that the person
    agreed to be named, until a day; once the agenda is published they are mailed how to take
    that back.

    Raises:
        PermissionDenied, SessionConflictError, SessionIsCancelledError: as `held_session`.
        DeletedMeanwhileError: the item is off the agenda.
        ValidationError: nobody is named, the day is no use, or the person stands there already
            with another address or another consent.
    """
    held = changeable_session(item.session, by=by)
    fresh = not_deleted(held.agenda.all(), item.pk)
    words, name = " ".join(institution_name.split()), " ".join(name.split())
    same = _same_as(fresh, words, name)
    if same is not None:
        _refuse_otherwise(same, email, named_until)
        return same
    refuse_overtaken(held, started_from)
    check_named_until(named_until)
    presenter = presenter_named(fresh, words)
    presenter.name, presenter.user = name, _account_of(email)
    presenter.email = email.strip() if presenter.user is None else ""
    presenter.named_until = named_until
    presenter.consented_at = timezone.now() if named_until is not None else None
    presenter.full_clean()
    presenter.save()
    count_change(held)
    record("add_presenter", held, by=by, item=fresh.pk)
    tell_named(presenter)
    return presenter


@transaction.atomic
def remove_presenter(presenter: Presenter, *, by: User, started_from: int) -> None:
    """Take a presenter off its item; the name is gone from published agendas too.

    Raises:
        PermissionDenied, SessionConflictError, SessionIsCancelledError: as `held_session`.
    """
    held = held_session(presenter.item.session, by=by, started_from=started_from)
    Presenter.objects.filter(pk=presenter.pk).delete()
    count_change(held)
    record("remove_presenter", held, by=by, item=presenter.item_id)


@transaction.atomic
def set_presenter_consent(
    presenter: Presenter, named_until: date | None, *, by: User, seen: str
) -> Presenter:
    """Note that the person agreed to be named until a day, or no longer does. At any time, and
    at once on every page.

    ``seen`` is the `Presenter.consent_mark` that ``by`` saw: an older page brings back no name
    that the person took off since. The same again changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        DeletedMeanwhileError: the person was taken off the item.
        ConsentConflictError: another consent stands than was seen, or none any more.
        ValidationError: the day is no use, or there is no name.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    check_named_until(named_until)
    held = not_deleted(Presenter.objects.select_for_update(), presenter.pk)
    if held.named_until == named_until:
        return held
    if held.consent_mark != seen:
        raise ConsentConflictError(held)
    held.named_until = named_until
    now = timezone.now()
    held.consented_at = now if named_until is not None else None
    held.withdrawn_at = now if named_until is None else held.withdrawn_at
    held.full_clean()
    held.save(update_fields=["named_until", "consented_at", "withdrawn_at"])
    record("set_presenter_consent", held, by=by, item=held.item_id)
    tell_named(held)
    return held


def presenter_named(item: AgendaItem, words: str) -> Presenter:
    """An institution that opens ``item``, unsaved: that of the register with this very name."""
    known = list(Institution.objects.current().filter(name__iexact=words)[:2]) if words else []
    found = known[0] if len(known) == 1 else None
    return Presenter(item=item, institution=found, institution_name=words)


def _same_as(item: AgendaItem, institution_name: str, name: str) -> Presenter | None:
    """Who stands there by these names. Compared here: not every database knows all capitals."""
    asked = (institution_name.casefold(), name.casefold())
    for one in item.presenters.all():
        if (one.institution_name.casefold(), one.name.casefold()) == asked:
            return one
    return None


def _refuse_otherwise(same: Presenter, email: str, named_until: date | None) -> None:
    """What is said of somebody who stands there already is never dropped in silence."""
    if email and same.address.casefold() != email.strip().casefold():
        words = _("{name} staat al bij dit punt, zonder dit e-mailadres. Haal {name} eerst weg.")
        raise ValidationError({"email": words.format(name=same.name)})
    if named_until is not None and same.named_until != named_until:
        words = _("{name} staat al bij dit punt. Wijzig daar de toestemming.")
        raise ValidationError({"named_until": words.format(name=same.name)})


def _account_of(email: str) -> User | None:
    found: User | None = (
        User.objects.filter(email__iexact=email.strip(), is_active=True).first() if email else None
    )
    return found
