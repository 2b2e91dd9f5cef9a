"""The home page, found in one statement, where Wagtail walks down the tree in four."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from freshness.pages import kept_while_nothing_changes
from sitepages.pages import HomePage


@require_safe
@kept_while_nothing_changes
def home(request: HttpRequest) -> HttpResponse:
    """The home page; nothing on a site that was not built yet."""
    page = HomePage.objects.live().first()
    if page is None:
        raise Http404
    response: HttpResponse = page.serve(request)
    return response
