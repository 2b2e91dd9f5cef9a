"""The addresses of the vocabularies: as records, or whole as SKOS."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Query, Schema

from opendata.answers import SIZE
from opendata.concepts import ConceptOf, SchemeOf, concept_records, listed, scheme_records
from opendata.limits import MOST, PAGE_SIZE
from opendata.problems import NotThereError, ProblemError
from opendata.schemas import Listing, Problem
from opendata.skos import JSON_LD, TURTLE, written
from search.parameters import MAX_PAGE

FORMS = ("application/json", TURTLE, JSON_LD)
TAGS = ["Woordenlijsten"]


class VocabulariesPage(Listing):
    """The closed lists."""

    results: list[SchemeOf]


class VocabularyPage(Listing):
    """A page of the concepts of a list."""

    results: list[ConceptOf]


class PageOf(Schema):
    """Which part of a list."""

    pagina: int = Field(1, ge=1, le=MAX_PAGE)
    aantal: int = Field(PAGE_SIZE, ge=1, le=MOST)


def add_vocabularies(api: NinjaAPI) -> None:
    """Give ``api`` the addresses of the vocabularies."""
    refusals = {400: Problem, 404: Problem, 406: Problem, 429: Problem}
    shared: dict[str, Any] = {"tags": TAGS, "summary": "Woordenlijsten"}
    api.get(
        "/vocabularies",
        response={200: VocabulariesPage, 429: Problem},
        url_name="vocabularies",
        operation_id="list_vocabularies",
        **shared,
    )(vocabularies)
    api.get(
        "/vocabularies/{scheme}",
        response={200: VocabularyPage, **refusals},
        url_name="vocabulary",
        operation_id="list_concepts",
        description=str(_("Ook als SKOS: vraag text/turtle of application/ld+json.")),
        **shared | {"summary": "Woordenlijsten: de termen van één lijst"},
    )(vocabulary)
    api.get(
        "/vocabularies/{scheme}/{slug}",
        response={200: ConceptOf, 404: Problem, 429: Problem},
        url_name="concept",
        operation_id="read_concept",
        **shared | {"summary": "Woordenlijsten: één term"},
    )(concept)


def vocabularies(request: HttpRequest) -> dict[str, Any]:
    """Every closed list."""
    with translation.override(settings.LANGUAGE_CODE):
        found = scheme_records(request.build_absolute_uri)
    return {"count": len(found), "next": None, "previous": None, "results": found, "facets": {}}


def vocabulary(
    request: HttpRequest, response: HttpResponse, scheme: str, asked: Query[PageOf]
) -> Any:
    """The concepts of a list, in its order; or the whole of it as SKOS."""
    response.headers["Vary"] = "Accept"
    found = listed(scheme)
    form = request.get_preferred_type(FORMS)
    if form is None:
        raise ProblemError(
            HTTPStatus.NOT_ACCEPTABLE,
            _("Vraag een van deze vormen: {forms}.").format(forms=", ".join(FORMS)),
        )
    if form != FORMS[0]:
        answer = written(found, request, form)
        answer.headers["Vary"] = "Accept"
        return answer
    every = concept_records(found, request.build_absolute_uri)
    last = max(1, -(-len(every) // asked.aantal))
    if asked.pagina > last:
        raise NotThereError(
            _("Bladzijde {page} is er niet: de laatste is {last}.").format(
                page=asked.pagina, last=last
            )
        )
    start = (asked.pagina - 1) * asked.aantal

    def page(number: int) -> str | None:
        pairs = {"pagina": number} if number > 1 else {}
        if asked.aantal != PAGE_SIZE:
            pairs[SIZE] = asked.aantal
        path = reverse("opendata:vocabulary", args=[scheme])
        return request.build_absolute_uri(f"{path}?{urlencode(pairs)}" if pairs else path)

    return {
        "count": len(every),
        "next": page(asked.pagina + 1) if asked.pagina < last else None,
        "previous": page(asked.pagina - 1) if asked.pagina > 1 else None,
        "results": every[start : start + asked.aantal],
        "facets": {},
    }


def concept(request: HttpRequest, scheme: str, slug: str) -> dict[str, Any]:
    """A concept, also when it is retired."""
    for found in concept_records(listed(scheme), request.build_absolute_uri):
        if found["slug"] == slug:
            return found
    raise NotThereError
