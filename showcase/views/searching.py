"""One box over everything: results by kind."""

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

from search.contract import Shape
from search.ordering import ORDERS, RELEVANCE
from search.overview import KindFound, find_everything
from search.parameters import read_query
from showcase.addresses import project_address
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.views.finders import remark_in_words

MOST = 5
SHAPE = Shape(filters=(), orders=ORDERS, for_words=RELEVANCE)
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{4,}")
_NUMBER = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+){3,}|[0-9]{6,}")


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and where all of it is."""

    label: str
    found: KindFound
    all_url: str
    all_label: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find anything; a full reference or project number leads straight to its page."""
    query = read_query(request.GET, SHAPE)
    if address := _known_address(query.text):
        return redirect(address)
    overview = find_everything(query, most=MOST) if query.words else None
    context = {
        "query": query,
        "groups": [_group(found, query.address("")) for found in overview.kinds]
        if overview
        else [],
        "remarks": [remark_in_words(remark, reverse("search")) for remark in overview.remarks]
        if overview
        else [],
    }
    return TemplateResponse(request, "showcase/finders/everything.html", context)


def _group(found: KindFound, question: str) -> Group:
    where = found.findable.all_at
    more = found.total > len(found.hits) and where
    return Group(
        label=str(found.findable.label),
        found=found,
        all_url=f"{reverse(where)}{question}" if more else "",
        all_label=_("Alle {count}").format(count=found.total) if more else "",
    )


def _known_address(text: str) -> str:
    if _REFERENCE.fullmatch(text):
        if PolicyConclusion.objects.filter(reference=text).exists():
            return reverse("conclusion", args=[text])
    elif _NUMBER.fullmatch(text):
        projects: Any = ProjectPage.objects.live().filter(project_numbers__number__iexact=text)
        found = list(projects.distinct()[:2])
        if len(found) == 1:
            return project_address(found[0])
    return ""
