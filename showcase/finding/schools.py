"""Finding schools that have a page."""

from __future__ import annotations

from collections.abc import Sequence

from search.finder import Hit, IndexFinder
from showcase.enums import FoundKind
from showcase.pages import SchoolPage

#: By words alone.
FILTERS: tuple[str, ...] = ()


def school_finder() -> IndexFinder[SchoolPage]:
    """Finds the pages of schools, with their institution."""
    return IndexFinder(kinds=[FoundKind.SCHOOL.value], facets=[], fetch=_fetch)


def _fetch(hits: Sequence[Hit]) -> list[SchoolPage]:
    rows = SchoolPage.objects.live().select_related("institution")
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]
