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
from forums.domain.meetings import count_change, held_session
from forums.domain.registering import check_named_until
from forums.records import AgendaItem, Presenter
from institutions.records import Institution


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
    """Let an institution, a person or both open ``item``. The same again adds nothing.

    An institution that is in the register by this very name is that one. ``email`` is that of an
    account. ``named_until`` notes that the person agreed to be named, until a day.

    Raises:
        PermissionDenied, SessionConflictError, SessionIsCancelledError: as `held_session`.
        ValidationError: nobody is named, there is no such account, or the day is no use.
    """
    held = held_session(item.session, by=by, started_from=started_from)
    fresh: AgendaItem = held.agenda.get(pk=item.pk)
    words, name = " ".join(institution_name.split()), " ".join(name.split())
    same = fresh.presenters.filter(institution_name=words, name=name).first()
    if same is not None:
        return same
    check_named_until(named_until)
    presenter = presenter_named(fresh, words)
    presenter.name, presenter.user = name, _account_of(email)
    presenter.named_until = named_until
    presenter.consented_at = timezone.now() if named_until is not None else None
    presenter.full_clean()
    presenter.save()
    count_change(held)
    record("add_presenter", held, by=by, item=fresh.pk)
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
def set_presenter_consent(presenter: Presenter, named_until: date | None, *, by: User) -> Presenter:
    """Note that the person agreed to be named until a day, or no longer does. At any time, and
    at once on every page.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        ValidationError: the day is no use, or there is no name.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    check_named_until(named_until)
    held: Presenter = Presenter.objects.select_for_update().get(pk=presenter.pk)
    if held.named_until == named_until:
        return held
    held.named_until = named_until
    held.consented_at = timezone.now() if named_until is not None else None
    held.full_clean()
    held.save(update_fields=["named_until", "consented_at"])
    record("set_presenter_consent", held, by=by, item=held.item_id)
    return held


def presenter_named(item: AgendaItem, words: str) -> Presenter:
    """An institution that opens ``item``, unsaved: that of the register with this very name."""
    known = list(Institution.objects.current().filter(name__iexact=words)[:2]) if words else []
    found = known[0] if len(known) == 1 else None
    return Presenter(item=item, institution=found, institution_name=words)


def _account_of(email: str) -> User | None:
    if not email:
        return None
    found: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        words = _("Er is geen account met dit adres. Laat het leeg: een account hoeft niet.")
        raise ValidationError({"email": words})
    return found
