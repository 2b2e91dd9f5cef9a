"""The lists that filters choose from, read once for a page: three statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from search.values import ConceptValues
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme


class Lists:
    """Themes, levels and the terms of ``schemes``."""

    def __init__(self, schemes: Collection[Scheme] = ()) -> None:
        self.themes = ConceptValues(Theme.objects.order_by("order", "pk"))
        self.levels = ConceptValues(EducationLevel.objects.order_by("order", "pk"))
        by_scheme: dict[str, list[Any]] = defaultdict(list)
        if schemes:
            for term in Term.objects.filter(scheme__in=list(schemes)):
                by_scheme[term.scheme].append(term)
        self._terms = {scheme: ConceptValues(by_scheme[scheme]) for scheme in schemes}

    def terms(self, scheme: Scheme) -> ConceptValues:
        """The terms of one of the schemes asked for."""
        return self._terms[scheme]
