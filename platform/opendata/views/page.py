"""What there is, for people: the datasets, the feeds, the vocabularies, and on which terms."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from opendata.limits import MOST, PAGE_SIZE
from opendata.registry import datasets
from opendata.schemas import FREE, LICENCE


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The page for people. Asks the database nothing."""
    context = {
        "datasets": [
            (one.label, one.about, request.build_absolute_uri(reverse(f"opendata:{one.name}")))
            for one in datasets()
        ],
        "licence": LICENCE,
        "free": FREE,
        "size": PAGE_SIZE,
        "most": MOST,
        "a_minute": settings.OPEN_DATA_A_MINUTE,
    }
    return TemplateResponse(request, "opendata/page.html", context)
