"""The two finders: projects and conclusions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from freshness.pages import keep_not, kept_while_nothing_changes
from search.contract import (
    Facet,
    FacetValue,
    FinderQuery,
    Found,
    Remark,
    Understanding,
)
from search.elastic.connection import is_chosen
from search.finder import IndexFinder
from search.highlighting import Marker
from search.index.keeping import last_seen, snapshot
from search.parameters import MAX_WORDS, read_query
from search.permissions import can_see_what_answers
from showcase.finding import conclusion_finder, project_finder
from showcase.finding.projects import project_lists
from showcase.views.cards import Card, conclusion_cards, project_cards
from showcase.views.evidence import drawn_map
from showcase.views.ways import broader_ways, themes_with_most
from ui import finding as drawn

ORDER_LABELS: dict[str, str | Promise] = {
    "relevantie": gettext_lazy("best passend"),
    "nieuwste": gettext_lazy("nieuwste"),
    "oudste": gettext_lazy("oudste"),
    "titel": gettext_lazy("titel"),
}
#: Filters that stand open from the start; the others fold.
OPEN_FILTERS = ("thema", "niveau")
VALUES_SHOWN = 8
#: As what the selection can be taken along.
EXPORTS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
#: Of many words that were looked for too, so many are named.
MOST_READ = 4


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
@kept_while_nothing_changes
def projects(request: HttpRequest) -> HttpResponse:
    """Find projects."""
    lists = project_lists()
    finder = project_finder(lists)
    found = _found(finder, request)
    context = _context(found, finder, reverse("projects"), _projects_counted, project_cards)
    context["map"] = drawn_map(lists, last_seen())
    return _answered(request, "showcase/finders/projects.html", context)


@require_safe
@kept_while_nothing_changes
def conclusions(request: HttpRequest) -> HttpResponse:
    """Find conclusions."""
    finder = conclusion_finder()
    found = _found(finder, request)
    context = _context(
        found, finder, reverse("conclusions"), _conclusions_counted, conclusion_cards
    )
    return _answered(request, "showcase/finders/conclusions.html", context)


def _found(finder: IndexFinder[Any], request: HttpRequest) -> Found[Any]:
    """The answer; what is drawn beside it is as new, where the page is kept."""
    found = finder.find(read_query(request.GET, finder.shape))
    if is_chosen() and found.is_settled:
        snapshot()
    return found


def _answered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; a script that took pieces of it is told the address under which it is shared."""
    instead = context["found"].instead
    context["instead"] = instead if can_see_what_answers(request.user) else ""
    response = TemplateResponse(request, template, context)
    if not context["found"].is_settled:
        keep_not(response)
    if getattr(request, "htmx", False):
        push_url(response, context["canonical"])
    patch_vary_headers(response, ["HX-Request"])
    return response


def _projects_counted(count: int) -> str:
    return ngettext("{count} project", "{count} projecten", count).format(count=count)


def _conclusions_counted(count: int) -> str:
    return ngettext("{count} conclusie", "{count} conclusies", count).format(count=count)


def _context(
    found: Found[Any],
    finder: IndexFinder[Any],
    path: str,
    counted: Callable[[int], str],
    cards: Callable[[Sequence[Any], Marker], list[Card]],
) -> dict[str, Any]:
    query = found.query
    page = found.page
    chips = _chips(found, path)
    return {
        "path": path,
        "query": query,
        "found": found,
        "page": page,
        "cards": cards(list(page.object_list), found.marker) if found.total else [],
        "facets": [_drawn(facet) for facet in found.facets],
        "chips": chips,
        "counted": counted(found.total),
        "unread": [_unread_in_words(unread.name, unread.value) for unread in query.unread],
        "orders": [
            Way(str(ORDER_LABELS[order]), query.ordered(order).address(path), order == query.order)
            for order in _orders(finder, query)
        ],
        "remarks": [remark_in_words(remark, path) for remark in found.remarks],
        "relaxations": [
            Way(_relaxed_in_words(r.name, query, found, counted(r.total)), r.query.address(path))
            for r in sorted(found.relaxations, key=lambda r: -r.total)
        ],
        "everywhere": urlencode({"q": query.text}),
        "broader": [] if found.total else broader_ways(finder, query, path),
        "themes": [] if found.total else themes_with_most(finder, query, path),
        "canonical": query.address(path),
        "feed": query.ordered(query.default_order).address(f"{path}feed/"),
        "exports": [
            Way(label, query.on_page(1).address(f"{path}export.{form}")) for form, label in EXPORTS
        ],
        "previous": query.on_page(page.number - 1).address(path) if page.has_previous() else "",
        "next": query.on_page(page.number + 1).address(path) if page.has_next() else "",
        "pages": pages_in_words(page),
    }


def _orders(finder: IndexFinder[Any], query: FinderQuery) -> tuple[str, ...]:
    shape = finder.shape
    return (shape.for_words, *shape.orders) if query.words and shape.for_words else shape.orders


@dataclass(frozen=True)
class Said:
    """How the words were understood: a sentence, and what follows from it as a link."""

    sentence: str
    link: Way | None = None


def remark_in_words(remark: Remark, path: str) -> Said:
    """What to tell of how the words were understood."""
    read = ", ".join(f"“{word}”" for word in remark.read[:MOST_READ])
    match remark.how:
        case Understanding.CORRECTED:
            sentence = _("Niets gevonden met “{written}”. We zochten op {read}.")
        case Understanding.STARTED:
            sentence = _("We zochten op woorden die met “{written}” beginnen: {read}.")
        case Understanding.MEANT:
            link = Way(", ".join(remark.read), remark.query.address(path) if remark.query else "")
            return Said(_("Bedoelde je"), link)
        case Understanding.ALSO:
            sentence = _("“{written}” vindt ook {read}.")
        case Understanding.PARTLY:
            return Said(_("Niets heeft al je woorden. Dit heeft er een deel van."))
        case Understanding.MOSTLY:
            return Said(
                _("Weinig heeft al je woorden. Wat er de helft van heeft, staat er ook bij.")
            )
    return Said(sentence.format(written=remark.written, read=read))


def pages_in_words(page: Any) -> str:
    """Which page of how many; nothing when there is one."""
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
        return _("Het woord “{word}” telt niet mee: zoek met hoogstens {most} woorden.").format(
            word=value, most=MAX_WORDS
        )
    return _("De filter {name} kent “{value}” niet; we lieten die weg.").format(
        name=name, value=value
    )
