"""Taking terms out of choice, and what takes their place."""

from __future__ import annotations

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
    locked = _locked(concept)
    replacement.refresh_from_db()
    _refuse_replacement(locked, replacement)
    _refuse_narrower(locked)
    locked.retired_at = locked.retired_at or timezone.now()
    locked.replaced_by = replacement
    locked.save(update_fields=["retired_at", "replaced_by"])
    done = retagging.retag(locked, replacement, by=by)
    record(
        "replace_term",
        locked,
        by=by,
        by_term=replacement.pk,
        retagged=done.changed,
        left=len(done.left),
    )
    _told(concept, locked)
    return done


def resolve(concept: ConceptT) -> ConceptT:
    """The term that stands today where ``concept`` stood: itself, if nothing replaced it."""
    last: Any = concept
    passed = {last.pk}
    while last.replaced_by is not None and last.replaced_by.pk not in passed:
        last = last.replaced_by
        passed.add(last.pk)
    found: ConceptT = last
    return found


def _refuse_narrower(concept: Any) -> None:
    if type(concept).objects.current().filter(broader=concept).exists():
        raise HasNarrowerError


def _refuse_replacement(concept: Concept, replacement: Concept) -> None:
    same_list = type(concept) is type(replacement) and _scheme(concept) == _scheme(replacement)
    if not same_list or concept.pk == replacement.pk or replacement.is_retired:
        raise NotAReplacementError


def _scheme(concept: Concept) -> str:
    return concept.scheme if isinstance(concept, Term) else ""


def _locked(concept: Any) -> Any:
    # Not its key: whoever writes a thing that carries it would wait for us, and we for the thing.
    return type(concept).objects.select_for_update(no_key=True).get(pk=concept.pk)


def _told(concept: ConceptT, locked: Any) -> ConceptT:
    """Bring the caller's copy up to date."""
    concept.retired_at = locked.retired_at
    concept.replaced_by = locked.replaced_by
    return concept
