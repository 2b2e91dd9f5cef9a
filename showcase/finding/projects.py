"""Finding projects: only what is online, by words and by what it was about."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from search.plain import PlainFacet, PlainFinder
from search.values import YearValues
from search.words import pattern
from showcase.finding.layers import flat, three_layers, two_layers
from showcase.finding.lists import Lists
from showcase.pages import ProjectPage
from showcase.querysets import about_any, at_any_level
from showcase.records import Partner, PolicyConclusion, Result
from vocabularies.enums import Scheme

SCHEMES = (Scheme.PROGRAMMES, Scheme.FORMS, Scheme.COUNTRIES, Scheme.OUTPUT_TYPES)
#: Value of ``sorteer``, and by what it sorts; the first is the default.
ORDERS: dict[str, tuple[str, ...]] = {
    "nieuwste": ("-first_published_at", "-pk"),
    "oudste": ("first_published_at", "pk"),
    "titel": ("title", "pk"),
}

Rows = Any


def project_finder() -> PlainFinder[ProjectPage]:
    """The finder behind ``/projecten/``."""
    lists = Lists(SCHEMES)
    return PlainFinder(
        rows=ProjectPage.objects.live(),
        match=partial(matching, lists),
        facets=_facets(lists),
        orders=ORDERS,
        prepared=lambda rows: rows.select_related("institution", "programme"),
    )


def matching(lists: Lists, rows: Rows, word: str) -> Rows:
    """The projects that say ``word`` in their own text, a standing result or conclusion.

    Or that carry a theme, level, programme or partner's country of that name.
    """
    written = pattern(word)
    results = Result.objects.filter(project=OuterRef("pk"), withdrawn_at__isnull=True)
    conclusions = PolicyConclusion.objects.filter(project=OuterRef("pk"), withdrawn_at__isnull=True)
    return rows.filter(
        Q(title__iregex=written)
        | Q(acronym__iregex=written)
        | Q(summary__iregex=written)
        | Q(institution__name__iregex=written)
        | Exists(results.filter(Q(title__iregex=written) | Q(description__iregex=written)))
        | Exists(conclusions.filter(Q(statement__iregex=written) | Q(argument__iregex=written)))
        | about_any(lists.themes.named(word))
        | at_any_level(lists.levels.named(word))
        | Q(programme__in=lists.terms(Scheme.PROGRAMMES).named(word))
        | Exists(_partners_in(lists.terms(Scheme.COUNTRIES).named(word)))
    )


def _facets(lists: Lists) -> list[PlainFacet]:
    return [
        PlainFacet(
            "thema",
            _("Thema"),
            lists.themes,
            lambda rows, ids: rows.about(ids),
            two_layers("theme_links__tag"),
        ),
        PlainFacet(
            "niveau",
            _("Onderwijsniveau"),
            lists.levels,
            lambda rows, ids: rows.at_level(ids),
            three_layers("level_links__tag"),
        ),
        PlainFacet(
            "programma",
            _("Programma"),
            lists.terms(Scheme.PROGRAMMES),
            lambda rows, ids: rows.filter(programme__in=ids),
            two_layers("programme"),
        ),
        PlainFacet(
            "vorm",
            _("Vorm"),
            lists.terms(Scheme.FORMS),
            lambda rows, ids: rows.filter(Exists(_with_form(ids))),
            two_layers("forms"),
        ),
        PlainFacet(
            "land",
            _("Land van een partner"),
            lists.terms(Scheme.COUNTRIES),
            lambda rows, ids: rows.filter(Exists(_partners_in(ids))),
            flat("partners__country"),
        ),
        PlainFacet(
            "jaar",
            _("Jaar van afronding"),
            YearValues(),
            lambda rows, years: rows.filter(end_date__year__in=years),
            (ExtractYear("end_date"),),
        ),
        PlainFacet(
            "resultaat",
            _("Soort resultaat"),
            lists.terms(Scheme.OUTPUT_TYPES),
            lambda rows, ids: rows.filter(
                Exists(
                    Result.objects.filter(
                        project=OuterRef("pk"), type__in=ids, withdrawn_at__isnull=True
                    )
                )
            ),
            (Case(When(results__withdrawn_at__isnull=True, then=F("results__type"))),),
        ),
    ]


def _partners_in(countries: list[int]) -> QuerySet[Any]:
    found: QuerySet[Any] = Partner.objects.filter(project=OuterRef("pk"), country__in=countries)
    return found


def _with_form(ids: list[int]) -> QuerySet[Any]:
    through = ProjectPage.forms.through
    found: QuerySet[Any] = through.objects.filter(projectpage=OuterRef("pk"), term__in=ids)
    return found
