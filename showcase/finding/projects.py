"""Finding projects: only what is online, by words and by what it was about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from search.finder import Hit, IndexFacet, IndexFinder
from search.values import YearValues
from showcase.enums import FoundKind
from showcase.finding.lists import Lists
from showcase.pages import ProjectPage
from vocabularies.enums import Scheme

SCHEMES = (
    Scheme.PROGRAMMES,
    Scheme.FORMS,
    Scheme.COUNTRIES,
    Scheme.OUTPUT_TYPES,
    Scheme.EVIDENCE_KINDS,
)


def project_finder() -> IndexFinder[ProjectPage]:
    """The finder behind ``/projecten/``."""
    return IndexFinder(
        kinds=[FoundKind.PROJECT.value], facets=_facets(Lists(SCHEMES)), fetch=_fetch
    )


def _fetch(hits: Sequence[Hit]) -> list[ProjectPage]:
    rows = ProjectPage.objects.live().select_related("institution", "programme")
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]


def _facets(lists: Lists) -> list[IndexFacet]:
    return [
        IndexFacet("thema", _("Thema"), lists.themes),
        IndexFacet("niveau", _("Onderwijsniveau"), lists.levels),
        IndexFacet("programma", _("Programma"), lists.terms(Scheme.PROGRAMMES)),
        IndexFacet("vorm", _("Vorm"), lists.terms(Scheme.FORMS)),
        IndexFacet("land", _("Land van een partner"), lists.terms(Scheme.COUNTRIES)),
        IndexFacet("jaar", _("Jaar van afronding"), YearValues()),
        IndexFacet("resultaat", _("Soort resultaat"), lists.terms(Scheme.OUTPUT_TYPES)),
        IndexFacet("onderbouwing", _("Soort onderbouwing"), lists.terms(Scheme.EVIDENCE_KINDS)),
    ]
