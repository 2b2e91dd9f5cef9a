"""The two finders: projects and conclusions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from search.contract import Facet, FacetValue, Finder, FinderQuery, Found
from search.parameters import read_query
from showcase.finding import conclusion_finder, project_finder
from showcase.views.cards import Card, conclusion_cards, project_cards
from ui import finding as drawn

ORDER_LABELS: dict[str, str | Promise] = {
    "nieuwste": gettext_lazy("nieuwste"),
    "oudste": gettext_lazy("oudste"),
    "titel": gettext_lazy("titel"),
}
#: Filters that stand open from the start; the others fold.
OPEN_FILTERS = ("thema", "niveau")
VALUES_SHOWN = 8


@dataclass(frozen=True)
class Chip:
    """A chosen filter, and the address without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Way:
    """A link with its words: an order, or a question that finds more."""

    label: str
    url: str
    is_current: bool = False


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Find projects."""
    finder = project_finder()
    found = finder.find(read_query(request.GET, finder.shape))
    context = _context(found, finder, reverse("projects"), _projects_counted, project_cards)
    return TemplateResponse(request, "showcase/finders/projects.html", context)


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """Find conclusions."""
    finder = conclusion_finder()
    found = finder.find(read_query(request.GET, finder.shape))
    context = _context(
        found, finder, reverse("conclusions"), _conclusions_counted, conclusion_cards
    )
    return TemplateResponse(request, "showcase/finders/conclusions.html", context)


def _projects_counted(count: int) -> str:
    return ngettext("{count} project", "{count} projecten", count).format(count=count)


def _conclusions_counted(count: int) -> str:
    return ngettext("{count} conclusie", "{count} conclusies", count).format(count=count)


def _context(
    found: Found[Any],
    finder: Finder[Any],
    path: str,
    counted: Callable[[int], str],
    cards: Callable[[Sequence[Any], tuple[str, ...]], list[Card]],
) -> dict[str, Any]:
    query = found.query
    page = found.page
    chips = _chips(found, path)
    return {
        "path": path,
        "query": query,
        "found": found,
        "page": page,
        "cards": cards(list(page.object_list), query.words) if found.total else [],
        "facets": [_drawn(facet) for facet in found.facets],
        "chips": chips,
        "counted": counted(found.total),
        "unread": [_unread_in_words(unread.name, unread.value) for unread in query.unread],
        "orders": [
            Way(str(ORDER_LABELS[order]), query.ordered(order).address(path), order == query.order)
            for order in finder.shape.orders
        ],
        "relaxations": [
            Way(_relaxed_in_words(r.name, query, found, counted(r.total)), r.query.address(path))
            for r in sorted(found.relaxations, key=lambda r: -r.total)
        ],
        "canonical": query.address(path),
        "previous": query.on_page(page.number - 1).address(path) if page.has_previous() else "",
        "next": query.on_page(page.number + 1).address(path) if page.has_next() else "",
        "pages": _pages(query, page, path),
    }


def _pages(query: FinderQuery, page: Any, path: str) -> str:
    if not page.has_other_pages():
        return ""
    return _("bladzijde {number} van {pages}").format(
        number=page.number, pages=page.paginator.num_pages
    )


def _drawn(facet: Facet) -> drawn.Facet:
    return drawn.Facet(
        parameter=facet.name,
        label=facet.label,
        options=tuple(_option(value) for value in facet.values),
        shown=VALUES_SHOWN,
        open=facet.name in OPEN_FILTERS,
    )


def _option(value: FacetValue) -> drawn.Option:
    return drawn.Option(
        value=value.key,
        label=value.label,
        count=value.count,
        checked=value.chosen,
        children=tuple(_option(narrower) for narrower in value.narrower),
    )


def _chips(found: Found[Any], path: str) -> list[Chip]:
    query = found.query
    chips = []
    if query.words:
        chips.append(Chip(_("Woorden"), query.text, query.without_words().address(path)))
    for facet in found.facets:
        for value in facet.chosen_values():
            url = query.without(facet.name, value.key).address(path)
            chips.append(Chip(facet.label, value.label, url))
    return chips


def _relaxed_in_words(name: str, query: FinderQuery, found: Found[Any], counted: str) -> str:
    if name == "q":
        return _("zonder de woorden “{words}”: {counted}").format(words=query.text, counted=counted)
    facet = next(facet for facet in found.facets if facet.name == name)
    return _("zonder de filter {filter}: {counted}").format(
        filter=facet.label.lower(), counted=counted
    )


def _unread_in_words(name: str, value: str) -> str:
    if name == "q":
        return _("Het woord “{word}” telt niet mee: zoek met hoogstens tien woorden.").format(
            word=value
        )
    return _("De filter {name} kent “{value}” niet; we lieten die weg.").format(
        name=name, value=value
    )
