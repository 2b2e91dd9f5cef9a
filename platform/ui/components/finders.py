"""Finding: search box, filters, results, pages and the evidence map."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ui.components.library import draw, draw_again, register
from ui.evidence import EvidenceMap
from ui.finding import Facet, Option


@register.simple_tag
def searchbox(
    label: str,
    value: str = "",
    *,
    action: str = "",
    placeholder: str = "",
    name: str = "q",
    id: str = "q",
    bare: bool = False,
    wide: bool = False,
    keep: Any = (),
    suggest: str = "",
) -> str:
    """Draw the search box: a form of its own, or ``bare`` inside a form."""
    return draw_again(
        "searchbox",
        label=label,
        value=value,
        action=action,
        placeholder=placeholder,
        name=name,
        id=id,
        bare=bare,
        wide=wide,
        keep=tuple(keep),
        suggest=suggest,
    )


@register.simple_tag
def facet(facet: Facet) -> str:
    """Draw one filter."""
    props = {
        "parameter": facet.parameter,
        "label": facet.label,
        "is_long": facet.is_long,
        "is_open": facet.open or bool(facet.chosen),
        "chosen": facet.chosen,
        "first": _options(escape(facet.parameter), facet.first),
        "rest": _options(escape(facet.parameter), facet.rest),
        "folded": len(facet.rest),
    }
    return draw("facet", props)


def _options(name: SafeString, options: Iterable[Option]) -> SafeString:
    """Values of the filter ``name`` with those below them, as a list.

    Written here and not in a template: a page has hundreds, and each would be a template drawn.
    """
    written = "".join(_option(name, option) for option in options)
    return mark_safe(f"<ul>{written}</ul>" if written else "")  # noqa: S308  (escaped below)


def _option(name: SafeString, option: Option) -> str:
    value, label = escape(option.value), escape(option.label)
    checked = " checked" if option.checked else ""
    count = "" if option.count is None else f"<b>{option.count}</b>"
    below = _options(name, option.children) if option.children else ""
    return (
        f'<li><label><input type="checkbox" id="{name}-{value}" name="{name}" value="{value}"'
        f"{checked}><span>{label}</span>{count}</label>{below}</li>"
    )


@register.simple_block_tag(end_name="endfacets")
def facets(content: SafeString, submit: str, id: str = "verfijn", back: str = "#resultaten") -> str:
    """Draw the filters beside the results; on a phone a sheet."""
    return draw("facets", {"content": content, "submit": submit, "id": id, "back": back})


@register.simple_tag
def facets_opener(chosen: int = 0, id: str = "verfijn") -> str:
    """Draw the link that opens the filters on a phone."""
    return draw("facets_opener", {"chosen": chosen, "id": id})


@register.simple_tag
def result(
    title: str,
    url: str,
    *,
    meta: Any = (),
    text: str = "",
    stations: Any = (),
    words: str = "",
    heading: str = "h2",
    lang: str = "",
) -> str:
    """Draw something that was found. ``text`` may carry ``mark`` when it is safe HTML."""
    props = {"title": title, "url": url, "meta": meta, "text": text, "lang": lang}
    return draw("result", {**props, "stations": stations, "words": words, "heading": heading})


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "pagina") -> str:
    """Draw the links to the other pages; nothing when there is one page."""
    if not page.has_other_pages():
        return ""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    props = {
        "page": page,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
        "numbers": [
            {"label": n, "url": address(n) if isinstance(n, int) else "", "now": n == page.number}
            for n in numbers
        ],
    }
    return draw("pagination", props)


@register.simple_tag
def evidence_map(map: EvidenceMap, caption: str, corner: str) -> str:
    """Draw the evidence map."""
    return draw_again("evidence_map", map=map, caption=caption, corner=corner)
