"""The lists that filters choose from, read once for a page: one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import CharField, Value
from django.utils.translation import get_language

from search.values import ConceptValues
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

THEMES, LEVELS = "theme", "level"
LABELS = {"nl": "label_nl", "en": "label_en", "fr": "label_fr", "de": "label_de"}


class Listed(NamedTuple):
    """A concept as a filter shows it, in the language of the reader."""

    pk: int
    slug: str
    broader_id: int | None
    replaced_by_id: int | None
    label_nl: str
    label_own: str

    @property
    def label(self) -> str:
        """Its name in the language of the reader, else in Dutch."""
        return self.label_own or self.label_nl


class Lists:
    """Themes, levels and the terms of ``schemes``."""

    def __init__(self, schemes: Collection[Scheme] = ()) -> None:
        own = LABELS.get((get_language() or "nl")[:2], "label_nl")
        fields = ("pk", "slug", "broader_id", "replaced_by_id", "label_nl", own)
        lists = [
            Theme.objects.order_by().values_list(_named(THEMES), "order", *fields),
            EducationLevel.objects.order_by().values_list(_named(LEVELS), "order", *fields),
            Term.objects.order_by()
            .filter(scheme__in=list(schemes))
            .values_list("scheme", "order", *fields),
        ]
        gathered: dict[str, list[Listed]] = defaultdict(list)
        for name, _order, *values in sorted(
            lists[0].union(*lists[1:], all=True), key=lambda row: row[:3]
        ):
            gathered[name].append(Listed(*values))
        self.themes = ConceptValues(gathered[THEMES])
        self.levels = ConceptValues(gathered[LEVELS])
        self._terms = {scheme: ConceptValues(gathered[scheme.value]) for scheme in schemes}

    def terms(self, scheme: Scheme) -> ConceptValues:
        """The terms of one of the schemes asked for."""
        return self._terms[scheme]


def _named(name: str) -> Value:
    return Value(name, output_field=CharField())
