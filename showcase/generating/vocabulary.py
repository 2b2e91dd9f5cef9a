"""What generated content is about: the vocabularies as they stand, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme


@dataclass(frozen=True)
class Vocabulary:
    """The concepts that a project can carry, each kind in a fixed order."""

    themes: list[Any]
    levels: list[Any]
    terms: dict[str, list[Any]]

    def of(self, scheme: Scheme) -> list[Any]:
        """The terms of a scheme."""
        return self.terms[scheme.value]


def read_vocabulary() -> Vocabulary:
    """Read what was loaded.

    Raises:
        LookupError: the vocabularies were not loaded.
    """
    terms: dict[str, list[Any]] = {scheme.value: [] for scheme in Scheme}
    for term in Term.objects.filter(retired_at__isnull=True).order_by("scheme", "slug"):
        terms[term.scheme].append(term)
    themes = list(Theme.objects.filter(retired_at__isnull=True).order_by("slug"))
    levels = list(EducationLevel.objects.filter(retired_at__isnull=True).order_by("slug"))
    if not themes or not levels or not all(terms.values()):
        raise LookupError("Laad eerst de woordenlijsten: ./run manage load_vocabularies.")
    return Vocabulary(themes, levels, terms)
