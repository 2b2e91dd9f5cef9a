"""The agenda of a session: its items, their order, and the conclusions they table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums.domain.deleted import DeletedMeanwhileError, not_deleted
from forums.domain.meetings import (
    changeable_session,
    count_change,
    held_session,
    refuse_overtaken,
)
from forums.domain.presenting import presenter_named
from forums.records import AgendaItem, Presenter, Proposal, Session

if TYPE_CHECKING:
    from accounts.records import User
    from showcase.records import PolicyConclusion

#: As long as a title of an item, or who opens it, can be.
TITLE_LENGTH = 200
#: How long what a school proposed takes, until organisers say otherwise.
PROPOSAL_MINUTES = 15

# Each verb raises what `held_session` raises: PermissionDenied, SessionConflictError when
# somebody changed session or agenda since ``started_from``, SessionIsCancelledError. And those on
# an item DeletedMeanwhileError, when it is off the agenda.


@transaction.atomic
def add_item(
    session: Session, *, by: User, started_from: int, title: str, minutes: int, opened_by: str = ""
) -> AgendaItem:
    """Put an item at the end of the agenda; ``opened_by`` names an institution or a role.

    A second click gets the item of the first: the very same at the end, and nothing else changed.

    Raises:
        ValidationError: no title, or no length of 1 to 480 minutes.
    """
    held = changeable_session(session, by=by)
    last = held.agenda.order_by("-position").first()
    words = " ".join(opened_by.split())
    if held.version == started_from + 1 and last is not None:
        stands = (last.title, last.minutes, [one.institution_name for one in last.presenters.all()])
        if stands == (title, minutes, [words] if words else []):
            return last
    refuse_overtaken(held, started_from)
    place = last.position + 1 if last is not None else 1
    item = AgendaItem(session=held, position=place, title=title, minutes=minutes)
    item.full_clean()
    item.save()
    if words:
        presenter_named(item, words).save()
    count_change(held)
    record("add_item", held, by=by, item=item.pk)
    return item


@transaction.atomic
def table_proposal(
    session: Session, proposal: Proposal, *, by: User, started_from: int
) -> AgendaItem | None:
    """Put an accepted proposal at the end of the agenda, with its conclusions that are online.

    Nothing when it is on an agenda of the forum already, was withdrawn, or has nothing online.
    The row of the proposal is locked, so that of two sessions only one gets it.
    """
    held = held_session(session, by=by, started_from=started_from)
    waiting = Proposal.objects.filter(forum=held.forum_id).without_agenda()
    Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    fresh = waiting.select_related("institution").filter(pk=proposal.pk).first()
    if fresh is None:
        return None
    conclusions = list(fresh.conclusions.standing().order_by("reference"))
    school = fresh.institution.name
    title = _("Conclusies van {school}").format(school=school)
    if len(conclusions) == 1:
        title = conclusions[0].statement
    last = held.agenda.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(
        session=held,
        position=last + 1,
        title=Truncator(title).chars(TITLE_LENGTH),
        minutes=PROPOSAL_MINUTES,
    )
    item.full_clean()
    item.save()
    Presenter.objects.create(
        item=item,
        institution=fresh.institution,
        institution_name=Truncator(school).chars(TITLE_LENGTH),
    )
    item.conclusions.set(conclusions)
    count_change(held)
    record("table_proposal", held, by=by, item=item.pk, proposal=fresh.pk)
    return item


@transaction.atomic
def change_item(
    item: AgendaItem, *, by: User, started_from: int, title: str, minutes: int
) -> AgendaItem:
    """Write title and length. The same again changes nothing.

    Raises:
        ValidationError: no title, or no length of 1 to 480 minutes.
    """
    held = changeable_session(item.session, by=by)
    fresh = not_deleted(held.agenda.all(), item.pk)
    if (fresh.title, fresh.minutes) == (title, minutes):
        return fresh
    refuse_overtaken(held, started_from)
    fresh.title, fresh.minutes = title, minutes
    fresh.full_clean()
    fresh.save()
    count_change(held)
    record("change_item", held, by=by, item=fresh.pk)
    return fresh


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, started_from: int, down: bool) -> AgendaItem:
    """Let ``item`` and its neighbour change places; at the end of the agenda nothing happens."""
    held = held_session(item.session, by=by, started_from=started_from)
    items = list(held.agenda.order_by("position"))
    here = _place_among(items, item)
    there = here + (1 if down else -1)
    if not 0 <= there < len(items):
        return items[here]
    moved, neighbour = items[here], items[there]
    places = moved.position, neighbour.position
    # The database holds every place once, at every moment: the neighbour steps aside first.
    _put(neighbour, items[-1].position + 1)
    _put(moved, places[1])
    _put(neighbour, places[0])
    count_change(held)
    record("move_item", held, by=by, item=moved.pk)
    return moved


@transaction.atomic
def place_item(item: AgendaItem, *, by: User, started_from: int, place: int) -> AgendaItem:
    """Put ``item`` in a place, counted from 1; beyond the end is the end. What stood between moves
    along. In the place where it is already, nothing happens.
    """
    held = held_session(item.session, by=by, started_from=started_from)
    items = list(held.agenda.order_by("position"))
    here = _place_among(items, item)
    there = min(max(place, 1), len(items)) - 1
    moved = items.pop(here)
    items.insert(there, moved)
    if here == there:
        return moved
    # The database holds every place once, at every moment: all step aside first.
    beyond = max(one.position for one in items)
    for number, one in enumerate(items, 1):
        _put(one, beyond + number)
    for number, one in enumerate(items, 1):
        _put(one, number)
    count_change(held)
    record("place_item", held, by=by, item=moved.pk)
    return moved


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User, started_from: int) -> None:
    """Take ``item`` off the agenda; those after it move up.

    Raises:
        ValidationError: something was written in its minutes, or it has documents.
    """
    held = held_session(item.session, by=by, started_from=started_from)
    fresh = not_deleted(held.agenda.all(), item.pk)
    if hasattr(fresh, "account"):
        raise ValidationError(
            _("Dit punt heeft al een verslag. Zeg daarin dat het niet besproken is.")
        )
    if fresh.documents.exists():
        raise ValidationError(_("Bij dit punt staan documenten. Haal die eerst weg."))
    number = fresh.pk
    fresh.delete()
    for place, one in enumerate(held.agenda.order_by("position"), 1):
        _put(one, place)
    count_change(held)
    record("remove_item", held, by=by, item=number)


@transaction.atomic
def table_conclusion(
    item: AgendaItem, conclusion: PolicyConclusion, *, by: User, started_from: int
) -> None:
    """Lay a published conclusion before the session, on ``item``. Twice changes nothing.

    Raises:
        ValidationError: the conclusion was withdrawn.
    """
    held = changeable_session(item.session, by=by)
    fresh = not_deleted(held.agenda.all(), item.pk)
    if fresh.conclusions.filter(pk=conclusion.pk).exists():
        return
    refuse_overtaken(held, started_from)
    if not type(conclusion).objects.standing().filter(pk=conclusion.pk).exists():
        raise ValidationError(_("Deze conclusie is ingetrokken. Je kunt ze niet meer voorleggen."))
    fresh.conclusions.add(conclusion)
    count_change(held)
    record("table_conclusion", held, by=by, item=fresh.pk, reference=conclusion.reference)


@transaction.atomic
def untable_conclusion(
    item: AgendaItem, conclusion: PolicyConclusion, *, by: User, started_from: int
) -> None:
    """Take a conclusion off ``item``. Twice changes nothing."""
    held = changeable_session(item.session, by=by)
    fresh = not_deleted(held.agenda.all(), item.pk)
    if not fresh.conclusions.filter(pk=conclusion.pk).exists():
        return
    refuse_overtaken(held, started_from)
    fresh.conclusions.remove(conclusion)
    count_change(held)
    record("untable_conclusion", held, by=by, item=fresh.pk, reference=conclusion.reference)


def _place_among(items: list[AgendaItem], item: AgendaItem) -> int:
    """Where ``item`` stands among ``items``, counted from 0."""
    if item not in items:
        raise DeletedMeanwhileError
    return items.index(item)


def _put(item: AgendaItem, place: int) -> None:
    if item.position != place:
        item.position = place
        item.save(update_fields=["position"])
