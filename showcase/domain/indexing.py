"""Keeping the search index equal to what everybody may see of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q

from institutions.records import Institution
from search.domain.indexing import index, index_carrying
from showcase.enums import FoundKind
from vocabularies.enums import Scheme
from vocabularies.records import Concept, EducationLevel, Term, Theme


def index_projects(keys: Iterable[int]) -> None:
    """Let the index follow these projects, with their results and conclusions.

    Called in the transaction of the verb that changed them.
    """
    wanted = list(keys)
    index(FoundKind.PROJECT, wanted)
    for kind, model in ((FoundKind.RESULT, "Result"), (FoundKind.CONCLUSION, "PolicyConclusion")):
        rows = apps.get_model("showcase", model)._default_manager.filter(project__in=wanted)
        index(kind, rows.values_list("pk", flat=True))


def index_conclusions(keys: Iterable[int]) -> None:
    """Let the index follow these conclusions, of which something else changed than their words."""
    index(FoundKind.CONCLUSION, keys)


#: The filter under which each kind of concept stands in the index.
FACET_OF_SCHEME = {
    Scheme.PROGRAMMES: "programma",
    Scheme.FORMS: "vorm",
    Scheme.COUNTRIES: "land",
    Scheme.OUTPUT_TYPES: "resultaat",
    Scheme.EVIDENCE_KINDS: "onderbouwing",
    Scheme.POLICY_DOMAINS: "domein",
    Scheme.POLICY_LEVELS: "beleidsniveau",
}


def index_concepts(concepts: Collection[Concept]) -> None:
    """Let the index follow what carries these concepts, or narrower ones: their names are in it."""
    asked: dict[tuple[str, type[Concept]], set[Any]] = defaultdict(set)
    for concept in concepts:
        if facet := _facet_of(concept):
            asked[facet, type(concept)].add(concept.pk)
    for (facet, model), keys in asked.items():
        index_carrying(facet, _slugs_below(model, keys))


def _facet_of(concept: Concept) -> str:
    if isinstance(concept, Theme):
        return "thema"
    if isinstance(concept, EducationLevel):
        return "niveau"
    return FACET_OF_SCHEME.get(Scheme(concept.scheme), "") if isinstance(concept, Term) else ""


def _slugs_below(model: Any, keys: Collection[Any]) -> set[str]:
    """Return the slugs of these concepts and of what is narrower, in one statement."""
    below = model.objects.filter(
        Q(pk__in=keys) | Q(broader__in=keys) | Q(broader__broader__in=keys)
    )
    return set(below.values_list("slug", flat=True))


def index_schools(keys: Iterable[int]) -> None:
    """Let the index follow these pages of schools."""
    index(FoundKind.SCHOOL, keys)


def index_institution(institution: Institution) -> None:
    """Let the index follow everything that bears the name of an institution."""
    key = institution.pk
    index_schools(
        apps.get_model("showcase", "SchoolPage")
        ._default_manager.filter(institution=key)
        .values_list("pk", flat=True)
    )
    projects = apps.get_model("showcase", "ProjectPage")._default_manager
    index_projects(
        projects.filter(institution=key, first_published_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    conclusions = apps.get_model("showcase", "PolicyConclusion")._default_manager
    index_conclusions(conclusions.filter(addressees=key).values_list("pk", flat=True))
