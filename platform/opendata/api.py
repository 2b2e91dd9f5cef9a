"""The API: two addresses for every dataset, and the document that describes them (OpenAPI)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import create_model

from opendata import answers
from opendata.limits import MOST, PAGE_SIZE
from opendata.problems import TYPE, Misread, MisreadError, ProblemError, problem
from opendata.registry import Dataset, datasets
from opendata.schemas import Listing, Problem, Tombstone
from opendata.vocabulary_api import add_vocabularies
from search.ordering import ORDERS, RELEVANCE
from search.parameters import MAX_PAGE, MAX_TEXT, MAX_VALUE, MAX_VALUES

DESCRIPTION = (
    "Read what Flemish schools learned from international projects, what they ask of policy and"
    " what policy answered. No key is needed. Parameters have the names of the finders on the"
    " site; those of filters repeat."
)


class _Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


def make_api() -> NinjaAPI:
    """The API over everything that is registered."""
    api = NinjaAPI(
        title="Verankerd",
        version="1",
        description=DESCRIPTION,
        urls_namespace="opendata",
        docs_url=None,
        openapi_url=None,
        renderer=_Renderer(),
    )
    api.add_exception_handler(ProblemError, _tell)  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, _tell_misread)  # type: ignore[arg-type]
    for dataset in datasets():
        _add(api, dataset)
    add_vocabularies(api)
    return api


def _add(api: NinjaAPI, dataset: Dataset) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tags, label = [str(dataset.label)], str(dataset.label)
        about = str(dataset.about)
    name = dataset.name.title()
    page: Any = create_model(
        f"{name}Page",
        __base__=Listing,
        results=(list[dataset.schema], ...),  # type: ignore[name-defined]
    )
    api.get(
        f"/{dataset.name}",
        response={200: page, 400: Problem, 404: Problem, 429: Problem},
        url_name=dataset.name,
        operation_id=f"list_{dataset.name}",
        summary=label,
        description=about,
        tags=tags,
    )(_list_view(dataset))
    api.get(
        f"/{dataset.name}/{{key}}",
        response={200: dataset.schema, 404: Problem, 410: Tombstone, 429: Problem},
        url_name=f"{dataset.name}-one",
        operation_id=f"read_{dataset.name}",
        summary=_("{label}: één").format(label=label),
        tags=tags,
    )(_one_view(dataset))


def _list_view(dataset: Dataset) -> Callable[..., Any]:
    def listed(request: HttpRequest, asked: Any) -> dict[str, Any]:
        with translation.override(settings.LANGUAGE_CODE):
            return answers.listing(dataset, request, asked.pagina, asked.aantal)

    listed.__annotations__ = {"request": HttpRequest, "asked": Query[_parameters(dataset)]}  # type: ignore[misc]
    return listed


def _one_view(dataset: Dataset) -> Callable[..., Any]:
    def one(request: HttpRequest, key: str) -> dict[str, Any]:
        with translation.override(settings.LANGUAGE_CODE):
            return answers.record(dataset, request, key)

    one.__annotations__ = {"request": HttpRequest, "key": str}
    return one


def _parameters(dataset: Dataset) -> type[Schema]:
    """What can be asked; the finder reads it itself, as on the site."""
    values: Any = list[Annotated[str, Field(max_length=MAX_VALUE)]]
    fields: dict[str, Any] = {"q": (str, Field("", max_length=MAX_TEXT))}
    for name in dataset.filters:
        fields[name] = (values, Field(default_factory=list, max_length=MAX_VALUES))
    fields["sorteer"] = (Literal[(*ORDERS, RELEVANCE)] | None, None)
    fields["pagina"] = (int, Field(1, ge=1, le=MAX_PAGE))
    fields["aantal"] = (int, Field(PAGE_SIZE, ge=1, le=MOST))
    made: type[Schema] = create_model(
        f"{dataset.name.title()}Parameters", __base__=Schema, **fields
    )
    return made


def _tell(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem(error.status, error.detail, **error.facts)


def _tell_misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        faults = {_name(one): _said(request, _name(one)) for one in error.errors}
        return _tell(request, MisreadError(list(faults.values())))


def _name(error: dict[str, Any]) -> str:
    return next(part for part in reversed(error["loc"]) if isinstance(part, str))


def _said(request: HttpRequest, name: str) -> Misread:
    words = {
        "q": _("Zoek met hoogstens {n} tekens.").format(n=MAX_TEXT),
        "pagina": _("Geef een bladzijde van 1 tot {n}.").format(n=MAX_PAGE),
        "aantal": _("Vraag 1 tot {n} per bladzijde.").format(n=MOST),
        "sorteer": _("Sorteer op {orders}.").format(orders=", ".join((*ORDERS, RELEVANCE))),
    }
    other = _("Geef van {name} hoogstens {n} waarden, van hoogstens {m} tekens.").format(
        name=name, n=MAX_VALUES, m=MAX_VALUE
    )
    return Misread(name, request.GET.get(name, "")[:MAX_VALUE], words.get(name, other))


API = make_api()


@cache
def openapi() -> dict[str, Any]:
    """The document that describes the API. Problems have a type of their own."""
    described: dict[str, Any] = json.loads(json.dumps(API.get_openapi_schema()))
    for path in described["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST and "content" in response:
                    response["content"] = {TYPE: response["content"]["application/json"]}
    return described
