"""Finding forums and recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from forums.enums import FoundKind
from forums.pages import Forum
from forums.records import Recommendation
from search.finder import Hit, IndexFacet, IndexFinder
from search.values import YearValues
from showcase.finding.lists import Lists
from vocabularies.enums import Scheme

SCHEMES = (Scheme.POLICY_DOMAINS, Scheme.POLICY_LEVELS)
#: The names of the filters of both, in their order.
FILTERS = ("thema", "niveau", "domein", "beleidsniveau", "jaar")


def forum_finder() -> IndexFinder[Forum]:
    """Finds forums that everybody may read."""
    facets = _facets(Lists(SCHEMES), _("Jaar waarin het begint"))
    return IndexFinder(kinds=[FoundKind.FORUM.value], facets=facets, fetch=_fetch_forums)


def recommendation_finder() -> IndexFinder[Recommendation]:
    """Finds published recommendations, with their forum and when they changed."""
    facets = _facets(Lists(SCHEMES), _("Jaar van publicatie"))
    return IndexFinder(
        kinds=[FoundKind.RECOMMENDATION.value], facets=facets, fetch=_fetch_recommendations
    )


def _fetch_forums(hits: Sequence[Hit]) -> list[Forum]:
    found = Forum.objects.readable().in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]


def _fetch_recommendations(hits: Sequence[Hit]) -> list[Recommendation]:
    rows = Recommendation.objects.published().with_change()
    rows = rows.select_related("forum", "policy_level", "policy_domain")
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]


def _facets(lists: Lists, year: object) -> list[IndexFacet]:
    return [
        IndexFacet("thema", _("Thema"), lists.themes),
        IndexFacet("niveau", _("Onderwijsniveau"), lists.levels),
        IndexFacet("domein", _("Beleidsdomein"), lists.terms(Scheme.POLICY_DOMAINS)),
        IndexFacet("beleidsniveau", _("Beleidsniveau"), lists.terms(Scheme.POLICY_LEVELS)),
        IndexFacet("jaar", str(year), YearValues()),
    ]
