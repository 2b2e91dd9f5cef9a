"""Taking terms out of choice, and what takes their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from audit.domain.record import record
from vocabularies import retagging
from vocabularies.domain.keeping import must_keep_vocabularies
from vocabularies.domain.refusals import (
    HasNarrowerError,
    NotAReplacementError,
    RetiredBroaderError,
)
from vocabularies.following import concepts_changed
from vocabularies.records import Concept, Term
from vocabularies.retagging import Retagged

ConceptT = TypeVar("ConceptT", bound=Concept)


@transaction.atomic
def retire(concept: ConceptT, *, by: Any) -> ConceptT:
    """Take a term out of choice. What carries it keeps it; its page and address stay.

    Retiring twice changes nothing.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        HasNarrowerError: terms that can be chosen stand under it.
    """
    must_keep_vocabularies(by)
    locked = _locked(concept)
    if not locked.is_retired:
        _refuse_narrower(locked)
        locked.retired_at = timezone.now()
        locked.save(update_fields=["retired_at"])
        record("retire_term", locked, by=by)
    return _told(concept, locked)


@transaction.atomic
def restore(concept: ConceptT, *, by: Any) -> ConceptT:
    """Let a retired term be chosen again. What was retagged stays with its new term.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        RetiredBroaderError: the term it stands under is retired.
    """
    must_keep_vocabularies(by)
    locked = _locked(concept)
    if locked.is_retired:
        if locked.broader is not None and locked.broader.is_retired:
            raise RetiredBroaderError
        locked.retired_at = locked.replaced_by = None
        locked.save(update_fields=["retired_at", "replaced_by"])
        record("restore_term", locked, by=by)
    return _told(concept, locked)


@transaction.atomic
def replace(concept: Concept, replacement: Concept, *, by: Any) -> Retagged:
    """Retire a term in favour of another of its list, and retag what carried it.

    Replacing twice by the same term only retags what was left or came since.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        NotAReplacementError: it is the term itself, retired, or of another list.
        HasNarrowerError: terms that can be chosen stand under it.
    """
    must_keep_vocabularies(by)
    locked, successor = _locked_pair(concept, replacement)
    _refuse_narrower(locked)
    locked.retired_at = locked.retired_at or timezone.now()
    locked.replaced_by = successor
    locked.save(update_fields=["retired_at", "replaced_by"])
    done = retagging.retag(locked, successor, by=by)
    concepts_changed([locked, successor])
    record(
        "replace_term",
        locked,
        by=by,
        by_term=successor.pk,
        retagged=done.changed,
        left=len(done.left),
    )
    _told(concept, locked)
    return done


def standing_now(concept: ConceptT, known: Mapping[int, ConceptT]) -> ConceptT:
    """The term of ``known`` that stands today where ``concept`` stood: itself, if none came after.

    ``known`` are the terms of its list by number, so that following a chain asks nothing of the
    database. A circle ends where it began.
    """
    last: Any = concept
    passed = {last.pk}
    while last.replaced_by_id in known and last.replaced_by_id not in passed:
        last = known[last.replaced_by_id]
        passed.add(last.pk)
    found: ConceptT = last
    return found


def _refuse_narrower(concept: Any) -> None:
    if type(concept).objects.under(concept).exists():
        raise HasNarrowerError


def _locked_pair(concept: Concept, replacement: Concept) -> tuple[Any, Any]:
    """Both rows, always locked in the same order: two who replace each other's make no circle."""
    if type(concept) is not type(replacement) or concept.pk == replacement.pk:
        raise NotAReplacementError
    rows = _rows(concept).order_by("pk").in_bulk([concept.pk, replacement.pk])
    locked, successor = rows[concept.pk], rows[replacement.pk]
    if _scheme(locked) != _scheme(successor) or successor.is_retired:
        raise NotAReplacementError
    return locked, successor


def _scheme(concept: Concept) -> str:
    return concept.scheme if isinstance(concept, Term) else ""


def _locked(concept: Any) -> Any:
    return _rows(concept).get(pk=concept.pk)


def _rows(concept: Any) -> Any:
    # Not the key: whoever writes a thing that carries it would wait for us, and we for the thing.
    return type(concept).objects.select_for_update(no_key=True)


def _told(concept: ConceptT, locked: Any) -> ConceptT:
    """Bring the caller's copy up to date."""
    concept.retired_at = locked.retired_at
    concept.replaced_by = locked.replaced_by
    return concept
