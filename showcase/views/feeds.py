"""The selection of each finder as an Atom feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opendata.feeds import feed
from opendata.registry import dataset


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that a question finds, those published last first."""
    return feed(
        request,
        dataset("projects"),
        title=_("Verankerd: projecten"),
        page=reverse("projects"),
        text=lambda record: str(record["summary"]),
    )


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """The conclusions that a question finds, those published last first."""
    return feed(
        request,
        dataset("conclusions"),
        title=_("Verankerd: conclusies"),
        page=reverse("conclusions"),
        text=lambda record: str(record["argument"]),
    )
