"""Adding and changing terms."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from audit.domain.record import record
from vocabularies.domain.refusals import (
    AddressTakenError,
    CircleError,
    NameTakenError,
    OtherListError,
    RetiredBroaderError,
)
from vocabularies.following import concepts_changed
from vocabularies.permissions import can_keep_vocabularies
from vocabularies.records import Concept, TaggedConcept, Term

ConceptT = TypeVar("ConceptT", bound=Concept)


@transaction.atomic
def add_term(concept: ConceptT, *, by: Any) -> ConceptT:
    """Keep a new theme, level or term; without an address it gets one from its Dutch name.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        NameTakenError and others: see `check_term`.
    """
    must_keep_vocabularies(by)
    concept.slug = concept.slug or slugify(concept.label_nl)[:100]
    check_term(concept)
    concept.full_clean(exclude=["name", "extra"])
    concept.save(force_insert=True)
    record("add_term", concept, by=by, slug=concept.slug)
    concepts_changed([concept])
    return concept


@transaction.atomic
def change_term(concept: ConceptT, changed: Collection[str], *, by: Any) -> ConceptT:
    """Keep what was changed of a term; never its address or its list.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        NameTakenError and others: see `check_term`.
    """
    must_keep_vocabularies(by)
    wanted = sorted(set(changed) - {"slug", "scheme", "retired_at", "replaced_by", "loaded"})
    if not wanted:
        return concept
    check_term(concept)
    own = ["name"] if isinstance(concept, TaggedConcept) else []
    concept.save(update_fields=[*wanted, *own])
    record("change_term", concept, by=by, fields=wanted)
    concepts_changed([concept])
    return concept


def rename_labels(concept: ConceptT, *, by: Any, **labels: str) -> ConceptT:
    """Give a term other names: ``rename_labels(theme, by=user, nl="…", en="…")``."""
    for language, label in labels.items():
        setattr(concept, f"label_{language}", label)
    return change_term(concept, [f"label_{language}" for language in labels], by=by)


def must_keep_vocabularies(by: Any) -> None:
    """Refuse who keeps no vocabularies; ``by=None`` is the platform itself.

    Raises:
        PermissionDenied: ``by`` is neither a moderator nor an administrator.
    """
    if by is not None and not can_keep_vocabularies(by):
        raise PermissionDenied


def siblings(concept: Any) -> Any:
    """Every concept of the list that ``concept`` belongs to, itself included."""
    everything = type(concept).objects.all()
    return everything.filter(scheme=concept.scheme) if isinstance(concept, Term) else everything


def check_term(concept: Any) -> None:
    """Hold a term, saved or not, against the rules that need to look at other rows.

    Raises:
        NameTakenError, AddressTakenError, OtherListError, CircleError, RetiredBroaderError
    """
    others = siblings(concept).exclude(pk=concept.pk)
    if others.filter(slug=concept.slug).exists():
        raise AddressTakenError
    same_name = others.filter(label_nl__iexact=concept.label_nl)
    if isinstance(concept, TaggedConcept) and same_name.exists():
        raise NameTakenError
    if concept.broader is not None:
        _check_place(concept, concept.broader)


def _check_place(concept: Any, broader: Any) -> None:
    if isinstance(concept, Term) and concept.scheme != broader.scheme:
        raise OtherListError
    if broader.is_retired and not concept.is_retired:
        raise RetiredBroaderError
    passed = {concept.pk}
    while broader is not None:
        if broader.pk in passed:
            raise CircleError
        passed.add(broader.pk)
        broader = broader.broader
