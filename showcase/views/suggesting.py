"""Suggestions while somebody types: titles, terms, institutions and references, all public."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.analysis.folding import folded
from search.analysis.tokens import words_in
from search.parameters import MAX_TEXT
from search.registry import findables, kinds
from search.suggesting import SHORTEST, stamp, suggest
from search.words import printable
from showcase.addresses import project_address
from showcase.enums import FoundKind
from showcase.finding.lists import Lists
from showcase.records import PolicyConclusion, ProjectNumber

MOST = 8
MOST_TERMS = 3
#: For so many seconds a browser asks no second time what it asked.
FRESH = 60
Said = dict[str, str]
#: The finders in which a term is a filter, by the kind they find.
TERMS_IN = {FoundKind.PROJECT.value: "projects", FoundKind.CONCLUSION.value: "conclusions"}


@require_safe
@cache_control(public=True, max_age=FRESH)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Up to eight suggestions for ``q``, of one ``soort`` or of all; from three letters on."""
    typed = " ".join(printable(request.GET.get("q", "")[:MAX_TEXT]).split())
    wanted = request.GET.get("soort", "")
    if len(typed) < SHORTEST or wanted not in ("", *kinds()):
        return JsonResponse({"suggestions": []})
    found = _at(stamp(), get_language() or "nl", typed.lower(), wanted)
    return JsonResponse({"suggestions": found})


@lru_cache(maxsize=512)
def _at(_stamp: str, _language: str, typed: str, wanted: str) -> tuple[Said, ...]:
    """What is suggested while the index says the same."""
    labels = {one.kind: str(one.label) for one in findables() if wanted in ("", one.kind)}
    return tuple(islice(_found(typed, wanted, labels), MOST))


def _found(typed: str, wanted: str, labels: dict[str, str]) -> Iterator[Said]:
    yield from _references(typed, labels)
    yield from islice(_terms(typed, wanted), MOST_TERMS)
    for one in suggest(typed, kinds=list(labels), most=MOST):
        yield _said(labels[one.kind], one.title, one.url)


def _references(typed: str, labels: dict[str, str]) -> Iterator[Said]:
    """Conclusions and projects whose reference or number begins so; only asked for what may be."""
    if not (typed[:1].isdigit() and typed.isascii() and " " not in typed):
        return
    if FoundKind.CONCLUSION in labels:
        rows = PolicyConclusion.objects.standing().filter(reference__startswith=typed)
        for reference in rows.order_by("reference").values_list("reference", flat=True)[
            :MOST_TERMS
        ]:
            yield _said(
                labels[FoundKind.CONCLUSION], reference, reverse("conclusion", args=[reference])
            )
    if FoundKind.PROJECT in labels and "-" in typed:
        numbers: Any = ProjectNumber.objects.filter(
            project__live=True, number__istartswith=typed
        ).select_related("project")
        for one in numbers.order_by("number", "pk")[:MOST_TERMS]:
            yield _said(labels[FoundKind.PROJECT], one.number, project_address(one.project))


def _terms(typed: str, wanted: str) -> Iterator[Said]:
    """Themes and levels with a word that begins so, as a filter of a finder."""
    finder = TERMS_IN.get(wanted or FoundKind.PROJECT.value)
    if finder is None:
        return
    lists = Lists()
    for name, label, concepts in (
        ("thema", _("Thema"), lists.themes),
        ("niveau", _("Onderwijsniveau"), lists.levels),
    ):
        for concept in concepts.by_id.values():
            if not concept.replaced_by_id and _begins(concept.label, typed):
                yield _said(
                    label, concept.label, f"{reverse(finder)}?{urlencode({name: concept.slug})}"
                )


def _begins(label: str, typed: str) -> bool:
    said = [folded(word) for word in words_in(label)]
    return all(
        any(word.startswith(folded(one)) for word in said) for one in words_in(typed) or ["\0"]
    )


def _said(kind: str, title: str, url: str) -> Said:
    return {"kind": kind, "title": title, "url": url}
