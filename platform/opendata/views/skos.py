"""A vocabulary whole, at an address that says its form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from opendata.concepts import listed
from opendata.problems import NotThereError, problem
from opendata.skos import JSON_LD, TURTLE, written

KINDS = {"ttl": TURTLE, "jsonld": JSON_LD}


def vocabulary(request: HttpRequest, scheme: str, form: str) -> HttpResponse:
    """The list ``scheme`` as ``form`` (``ttl`` or ``jsonld``)."""
    try:
        return written(listed(scheme), request, KINDS[form])
    except NotThereError as error:
        return problem(error.status, error.detail)
