"""Finding conclusions: what schools ask of policy, and what they advise each other."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from search.plain import PlainFacet, PlainFinder
from search.values import CodeValues, YearValues
from search.words import pattern
from showcase.enums import ConclusionStatus
from showcase.finding.layers import flat, three_layers, two_layers
from showcase.finding.lists import Lists
from showcase.querysets import about_any, at_any_level
from showcase.records import PolicyConclusion
from vocabularies.enums import Scheme

SCHEMES = (Scheme.PROGRAMMES, Scheme.POLICY_DOMAINS, Scheme.POLICY_LEVELS)
#: Value of ``sorteer``, and by what it sorts; the first is the default.
ORDERS: dict[str, tuple[str, ...]] = {
    "nieuwste": ("-first_published_at", "-pk"),
    "oudste": ("first_published_at", "pk"),
    "titel": ("statement", "pk"),
}
STANDING, WITHDRAWN = range(2)
IS_WITHDRAWN = Q(withdrawn_at__isnull=False) | Q(project__live=False)

Rows = Any


def conclusion_finder() -> PlainFinder[PolicyConclusion]:
    """The finder behind ``/conclusies/``. Withdrawn ones only when somebody asks for them."""
    lists = Lists(SCHEMES)
    return PlainFinder(
        rows=PolicyConclusion.objects.all(),
        match=partial(matching, lists),
        facets=_facets(lists),
        orders=ORDERS,
        prepared=lambda rows: rows.select_related("project__archival", "institution"),
        by_default={"status": lambda rows: rows.standing()},
    )


def matching(lists: Lists, rows: Rows, word: str) -> Rows:
    """The conclusions that say ``word``, or come from a project or school of that name.

    Or that carry a policy domain or level of that name, or whose project carries such a theme,
    level or programme.
    """
    written = pattern(word)
    return rows.filter(
        Q(statement__iregex=written)
        | Q(argument__iregex=written)
        | Q(reference__iregex=written)
        | Q(institution__name__iregex=written)
        | Q(project__title__iregex=written, project__live=True)
        | about_any(lists.themes.named(word), project="project")
        | at_any_level(lists.levels.named(word), project="project")
        | Q(project__programme__in=lists.terms(Scheme.PROGRAMMES).named(word))
        | _through("policy_domains", lists.terms(Scheme.POLICY_DOMAINS).named(word))
        | _through("policy_levels", lists.terms(Scheme.POLICY_LEVELS).named(word))
    )


def _facets(lists: Lists) -> list[PlainFacet]:
    return [
        PlainFacet(
            "thema",
            _("Thema"),
            lists.themes,
            lambda rows, ids: rows.about(ids),
            two_layers("project__theme_links__tag"),
        ),
        PlainFacet(
            "niveau",
            _("Onderwijsniveau"),
            lists.levels,
            lambda rows, ids: rows.at_level(ids),
            three_layers("project__level_links__tag"),
        ),
        PlainFacet(
            "domein",
            _("Beleidsdomein"),
            lists.terms(Scheme.POLICY_DOMAINS),
            lambda rows, ids: rows.filter(_through("policy_domains", ids)),
            flat("policy_domains"),
        ),
        PlainFacet(
            "beleidsniveau",
            _("Beleidsniveau"),
            lists.terms(Scheme.POLICY_LEVELS),
            lambda rows, ids: rows.filter(_through("policy_levels", ids)),
            flat("policy_levels"),
        ),
        PlainFacet(
            "programma",
            _("Programma"),
            lists.terms(Scheme.PROGRAMMES),
            lambda rows, ids: rows.filter(project__programme__in=ids),
            two_layers("project__programme"),
        ),
        PlainFacet(
            "jaar",
            _("Jaar van publicatie"),
            YearValues(),
            lambda rows, years: rows.filter(first_published_at__year__in=years),
            (ExtractYear("first_published_at"),),
        ),
        PlainFacet(
            "status",
            _("Status"),
            CodeValues(ConclusionStatus.choices),
            _with_status,
            (Case(When(IS_WITHDRAWN, then=Value(WITHDRAWN)), default=Value(STANDING)),),
        ),
    ]


def _through(field: str, ids: list[int]) -> Exists:
    through = getattr(PolicyConclusion, field).through
    return Exists(through.objects.filter(policyconclusion=OuterRef("pk"), term__in=ids))


def _with_status(rows: Rows, places: list[int]) -> Rows:
    if set(places) == {STANDING}:
        return rows.exclude(IS_WITHDRAWN)
    if set(places) == {WITHDRAWN}:
        return rows.filter(IS_WITHDRAWN)
    return rows
