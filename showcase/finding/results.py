"""Finding results: what projects made or found."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from search.finder import Hit, IndexFacet, IndexFinder
from showcase.enums import FoundKind
from showcase.finding.lists import Lists
from showcase.records import Result
from vocabularies.enums import Scheme

SCHEMES = (Scheme.OUTPUT_TYPES, Scheme.EVIDENCE_KINDS)
#: The names of its filters, in their order.
FILTERS = ("thema", "niveau", "resultaat", "onderbouwing")


def result_finder() -> IndexFinder[Result]:
    """Finds results that stand."""
    return IndexFinder(kinds=[FoundKind.RESULT.value], facets=_facets(Lists(SCHEMES)), fetch=_fetch)


def _fetch(hits: Sequence[Hit]) -> list[Result]:
    rows = Result.objects.standing().select_related(
        "type", "evidence_kind", "document", "project__institution"
    )
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]


def _facets(lists: Lists) -> list[IndexFacet]:
    return [
        IndexFacet("thema", _("Thema"), lists.themes),
        IndexFacet("niveau", _("Onderwijsniveau"), lists.levels),
        IndexFacet("resultaat", _("Soort resultaat"), lists.terms(Scheme.OUTPUT_TYPES)),
        IndexFacet("onderbouwing", _("Soort onderbouwing"), lists.terms(Scheme.EVIDENCE_KINDS)),
    ]
