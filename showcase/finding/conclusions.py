"""Finding conclusions: what schools ask of policy, and what they advise each other."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from search.finder import Hit, IndexFacet, IndexFinder
from search.values import CodeValues, YearValues
from showcase.enums import ConclusionStatus, FoundKind, Province
from showcase.finding.lists import Lists
from showcase.records import PolicyConclusion
from showcase.trail import known_states
from vocabularies.enums import Scheme

SCHEMES = (Scheme.PROGRAMMES, Scheme.POLICY_DOMAINS, Scheme.POLICY_LEVELS)
#: The names of its filters, in their order.
FILTERS = (
    "thema",
    "niveau",
    "spoor",
    "domein",
    "beleidsniveau",
    "adressaat",
    "programma",
    "provincie",
    "jaar",
    "status",
)


def conclusion_finder() -> IndexFinder[PolicyConclusion]:
    """The finder behind ``/conclusies/``. Withdrawn ones only when somebody asks for them."""
    return IndexFinder(
        kinds=[FoundKind.CONCLUSION.value],
        facets=_facets(Lists(SCHEMES, addressees=True)),
        fetch=_fetch,
        by_default={"status": (ConclusionStatus.PUBLISHED.value,)},
    )


def _fetch(hits: Sequence[Hit]) -> list[PolicyConclusion]:
    rows = PolicyConclusion.objects.select_related("project__archival", "institution")
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]


def _facets(lists: Lists) -> list[IndexFacet]:
    return [
        IndexFacet("thema", _("Thema"), lists.themes),
        IndexFacet("niveau", _("Onderwijsniveau"), lists.levels),
        IndexFacet("spoor", _("Wat ermee gebeurde"), CodeValues(known_states())),
        IndexFacet("domein", _("Beleidsdomein"), lists.terms(Scheme.POLICY_DOMAINS)),
        IndexFacet("beleidsniveau", _("Beleidsniveau"), lists.terms(Scheme.POLICY_LEVELS)),
        IndexFacet("adressaat", _("Gericht aan"), lists.addressees),
        IndexFacet("programma", _("Programma"), lists.terms(Scheme.PROGRAMMES)),
        IndexFacet("provincie", _("Provincie"), CodeValues(Province.choices)),
        IndexFacet("jaar", _("Jaar van publicatie"), YearValues()),
        IndexFacet("status", _("Status"), CodeValues(ConclusionStatus.choices)),
    ]
