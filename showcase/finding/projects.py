"""Finding projects: only what is online, by words and by what it was about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from search.finder import Hit, IndexFacet, IndexFinder
from search.values import CodeValues, YearValues
from showcase.enums import FoundKind, Province
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
#: The names of its filters, in their order.
FILTERS = (
    "thema",
    "niveau",
    "programma",
    "vorm",
    "land",
    "provincie",
    "jaar",
    "resultaat",
    "onderbouwing",
)


def project_lists() -> Lists:
    """The lists that its filters choose from."""
    return Lists(SCHEMES)


def project_finder(lists: Lists | None = None) -> IndexFinder[ProjectPage]:
    """The finder behind ``/projecten/``; with ``lists`` when they are read already."""
    return IndexFinder(
        kinds=[FoundKind.PROJECT.value], facets=_facets(lists or project_lists()), fetch=_fetch
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
        IndexFacet("provincie", _("Provincie"), CodeValues(Province.choices)),
        IndexFacet("jaar", _("Jaar van afronding"), YearValues()),
        IndexFacet("resultaat", _("Soort resultaat"), lists.terms(Scheme.OUTPUT_TYPES)),
        IndexFacet("onderbouwing", _("Soort onderbouwing"), lists.terms(Scheme.EVIDENCE_KINDS)),
    ]
