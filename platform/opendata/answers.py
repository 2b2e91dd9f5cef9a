"""Answering from a dataset: a page of what was found, or one record."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from opendata.limits import PAGE_SIZE
from opendata.problems import Misread, MisreadError, NotThereError, TakenAwayError
from opendata.registry import Absolute, Dataset
from search.contract import Facet, FacetValue, FinderQuery
from search.parameters import MAX_WORDS, read_query

SIZE = "aantal"


def listing(dataset: Dataset, request: HttpRequest, page: int, size: int) -> dict[str, Any]:
    """One page of what the finder finds, with the counts of its filters.

    Raises:
        MisreadError: a value that the finder does not know; leaving it out would answer
            something else.
        NotThereError: a page after the last, so that who counts on comes to an end.
    """
    finder = dataset.finder()
    finder.size = size
    found = finder.find(read_query(request.GET, finder.shape))
    if found.query.unread:
        raise MisreadError([_misread(one.name, one.value) for one in found.query.unread])
    if page != found.query.page:
        raise NotThereError(
            _("Bladzijde {page} is er niet: de laatste is {last}.").format(
                page=page, last=found.query.page
            )
        )
    path = reverse(f"opendata:{dataset.name}")
    absolute = request.build_absolute_uri
    return {
        "count": found.total,
        "next": absolute(_address(path, found.query.on_page(page + 1), size))
        if found.page.has_next()
        else None,
        "previous": absolute(_address(path, found.query.on_page(page - 1), size))
        if found.page.has_previous()
        else None,
        "results": records(dataset, list(found.page.object_list), absolute),
        "facets": {facet.name: _values(facet) for facet in found.facets},
    }


def record(dataset: Dataset, request: HttpRequest, key: str) -> dict[str, Any]:
    """The record with this id.

    Raises:
        NotThereError, TakenAwayError: as the dataset says.
    """
    if not key.isprintable():  # PostgreSQL knows no NUL
        raise NotThereError
    absolute = request.build_absolute_uri
    try:
        found = dataset.one(key)
    except TakenAwayError as gone:
        gone.facts["url"] = absolute(gone.facts["url"])
        raise
    return records(dataset, [found], absolute)[0]


def records(dataset: Dataset, things: list[Any], absolute: Absolute) -> list[dict[str, Any]]:
    """What everybody may know of ``things``, each with its own address here."""
    found = dataset.records(things, absolute) if things else []
    for one in found:
        one["api_url"] = absolute(reverse(f"opendata:{dataset.name}-one", args=[one["id"]]))
    return found


def _address(path: str, query: FinderQuery, size: int) -> str:
    pairs = query.parameters()
    if size != PAGE_SIZE:
        pairs.append((SIZE, str(size)))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _values(facet: Facet) -> list[dict[str, Any]]:
    return [_value(value) for value in facet.values]


def _value(value: FacetValue) -> dict[str, Any]:
    return {
        "value": value.key,
        "label": value.label,
        "count": value.count,
        "chosen": value.chosen,
        "narrower": [_value(narrower) for narrower in value.narrower],
    }


def _misread(name: str, value: str) -> Misread:
    if name == "q":
        words = _("Zoek met hoogstens {most} woorden: “{value}” is er een te veel.")
    else:
        words = _("{name} kent “{value}” niet. De waarden staan onder “facets”.")
    return Misread(name, value, words.format(name=name, value=value, most=MAX_WORDS))
