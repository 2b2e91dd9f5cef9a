"""One box over everything: results by kind, and all of one kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.contract import FinderQuery, Shape
from search.ordering import ORDERS, RELEVANCE
from search.overview import KindFound, find_everything, find_of_kind
from search.parameters import read_query
from search.registry import findable, kinds
from showcase.addresses import project_address
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.views.finders import pages_in_words, remark_in_words

MOST = 5
KIND = "soort"
SHAPE = Shape(filters=(KIND,), orders=ORDERS, for_words=RELEVANCE)
_REFERENCE = re.compile(
    r"(?:(?:beleids)?conclusie\s+)?([0-9]{4}-[0-9]{4,})", re.IGNORECASE | re.ASCII
)
_NUMBER = re.compile(
    r"(?:project\s+)?([0-9A-Za-z]+(?:-[0-9A-Za-z]+){3,}|[0-9]{6,})", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and where all of it is."""

    label: str
    found: KindFound
    all_url: str
    all_label: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find anything; a full reference or project number leads straight to its page,
    with the word of its kind before it too."""
    query = read_query(request.GET, SHAPE)
    if address := _known_address(query.text):
        return redirect(address)
    kind = next((one for one in query.chosen[KIND] if one in kinds()), "")
    if query.words and kind:
        return TemplateResponse(request, "showcase/finders/kind.html", _of_kind(query, kind))
    overview = find_everything(query, most=MOST) if query.words else None
    context = {
        "query": query,
        "groups": [_group(found, query) for found in overview.kinds] if overview else [],
        "remarks": [remark_in_words(remark, reverse("search")) for remark in overview.remarks]
        if overview
        else [],
    }
    return TemplateResponse(request, "showcase/finders/everything.html", context)


def _of_kind(query: FinderQuery, kind: str) -> dict[str, Any]:
    path = reverse("search")
    found = find_of_kind(query, kind)
    return {
        "query": query,
        "kind": findable(kind),
        "found": found,
        "page": found.page,
        "pages": pages_in_words(found.page),
        "remarks": [remark_in_words(remark, path) for remark in found.remarks],
        "everything": query.without(KIND).address(path),
    }


def _group(found: KindFound, query: FinderQuery) -> Group:
    where, kind = found.findable.all_at, found.findable.kind
    all_url = ""
    if found.total > len(found.hits):
        words = query.without(KIND)
        all_url = (
            f"{reverse(where)}{words.address('')}"
            if where
            else f"{words.address(reverse('search'))}&{KIND}={kind}"
        )
    return Group(
        label=str(found.findable.label),
        found=found,
        all_url=all_url,
        all_label=_("Alle {count}").format(count=found.total) if all_url else "",
    )


def _known_address(text: str) -> str:
    if said := _REFERENCE.fullmatch(text):
        if PolicyConclusion.objects.filter(reference=said[1]).exists():
            return reverse("conclusion", args=[said[1]])
    elif said := _NUMBER.fullmatch(text):
        projects: Any = ProjectPage.objects.live().filter(project_numbers__number__iexact=said[1])
        found = list(projects.distinct()[:2])
        if len(found) == 1:
            return project_address(found[0])
    return ""
