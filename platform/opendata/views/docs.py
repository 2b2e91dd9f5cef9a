"""How the API is used: the document for machines, and the same on a page for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opendata.api import openapi
from opendata.described import kinds, operations


@require_safe
def openapi_json(request: HttpRequest) -> JsonResponse:
    """The OpenAPI document."""
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same document, readable: every address with its parameters and fields."""
    document = openapi()
    context = {
        "crumbs": [(_("Open data"), reverse("open-data"))],
        "operations": operations(document),
        "kinds": kinds(document),
    }
    return TemplateResponse(request, "opendata/docs.html", context)
