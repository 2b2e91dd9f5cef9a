"""Finding: search box, filters, results, pages and the evidence map."""

from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.safestring import SafeString

from ui.components.library import draw, register
from ui.evidence import EvidenceMap
from ui.finding import Facet


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
) -> str:
    """Draw the search box: a form of its own, or ``bare`` inside a form."""
    props = {"label": label, "value": value, "action": action, "placeholder": placeholder}
    return draw(
        "searchbox",
        {**props, "name": name, "id": id, "bare": bare, "wide": wide, "keep": keep},
    )


@register.simple_tag
def facet(facet: Facet) -> str:
    """Draw one filter."""
    return draw("facet", {"facet": facet})


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
) -> str:
    """Draw something that was found. ``text`` may carry ``mark`` when it is safe HTML."""
    props = {"title": title, "url": url, "meta": meta, "text": text}
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
    return draw("evidence_map", {"map": map, "caption": caption, "corner": corner})
