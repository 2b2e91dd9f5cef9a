"""The lists that filters choose from, read once for a page: one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    PositiveIntegerField,
    Q,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import get_language

from institutions.records import Institution
from search.analysis.folding import folded
from search.values import ConceptValues
from showcase.records import PolicyConclusion
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

THEMES, LEVELS, ADDRESSEES = "theme", "level", "addressee"
LABELS = {"nl": "label_nl", "en": "label_en", "fr": "label_fr", "de": "label_de"}


class Listed(NamedTuple):
    """A concept as a filter shows it, in the language of the reader."""

    pk: int
    slug: str
    broader_id: int | None
    replaced_by_id: int | None
    retired_at: datetime | None
    label_nl: str
    label_own: str

    @property
    def label(self) -> str:
        """Its name in the language of the reader, else in Dutch."""
        return self.label_own or self.label_nl


class Lists:
    """Themes, levels and the terms of ``schemes``."""

    def __init__(self, schemes: Collection[Scheme] = (), *, addressees: bool = False) -> None:
        own = LABELS.get((get_language() or "nl")[:2], "label_nl")
        fields = ("pk", "slug", "broader_id", "replaced_by_id", "retired_at", "label_nl", own)
        lists = [
            Theme.objects.order_by().values_list(_named(THEMES), "order", *fields),
            EducationLevel.objects.order_by().values_list(_named(LEVELS), "order", *fields),
            Term.objects.order_by()
            .filter(scheme__in=list(schemes))
            .values_list("scheme", "order", *fields),
        ]
        if addressees:
            lists.append(_addressees())
        gathered: dict[str, list[Listed]] = defaultdict(list)
        for name, _order, *values in sorted(
            lists[0].union(*lists[1:], all=True), key=lambda row: row[:3]
        ):
            gathered[name].append(Listed(*values))
        self.themes = ConceptValues(gathered[THEMES])
        self.levels = ConceptValues(gathered[LEVELS])
        self.addressees = ConceptValues(
            sorted(gathered[ADDRESSEES], key=lambda one: folded(one.label))
        )
        self._terms = {scheme: ConceptValues(gathered[scheme.value]) for scheme in schemes}

    def terms(self, scheme: Scheme) -> ConceptValues:
        """The terms of one of the schemes asked for."""
        return self._terms[scheme]


def _addressees() -> Any:
    """Who any conclusion is addressed to, as a concept that what it merged into replaced."""
    asked = PolicyConclusion.addressees.through.objects.filter(institution=OuterRef("pk"))
    known = Institution.objects.order_by().filter(Exists(asked) | Q(merged_into__isnull=False))
    none = Cast(Value(None), BigIntegerField())
    never = Cast(Value(None), DateTimeField())
    zero = Value(0, output_field=PositiveIntegerField())
    return known.values_list(
        _named(ADDRESSEES), zero, "pk", "slug", none, "merged_into_id", never, "name", Value("")
    )


def _named(name: str) -> Value:
    return Value(name, output_field=CharField())
