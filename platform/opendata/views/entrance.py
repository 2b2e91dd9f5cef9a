"""Where a machine begins, and what it meets at an address that is none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from opendata.problems import problem
from opendata.registry import datasets
from opendata.schemas import LICENCE


def entrance(request: HttpRequest) -> JsonResponse:
    """The addresses of everything there is."""
    absolute = request.build_absolute_uri
    return JsonResponse(
        {
            "datasets": {one.name: absolute(reverse(f"opendata:{one.name}")) for one in datasets()},
            "vocabularies": absolute(reverse("opendata:vocabularies")),
            "openapi": absolute(reverse("opendata-openapi")),
            "docs": absolute(reverse("opendata-docs")),
            "licence": LICENCE,
        }
    )


def elsewhere(request: HttpRequest, path: str) -> HttpResponse | HttpResponseRedirect:
    """Lead to the address without the slash behind it; elsewhere is nothing."""
    if not path.endswith("/"):
        return problem(404, "")
    asked = request.META.get("QUERY_STRING", "")
    there = f"/api/{path.rstrip('/')}"
    return redirect(f"{there}?{asked}" if asked else there, permanent=True)
