"""The report of a forum to read and to take along: a page, and an accessible PDF."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from forums.domain.compiling import compiled
from forums.enums import PUBLIC_ACCESS
from forums.pages import Forum
from forums.views.finding import crumbs_below, forum_or_404
from ui.documents import pdf

TEMPLATE = "forums/documents/report.typ"
SHARED = "documents/page.typ"
#: A report that nobody asks for is forgotten, and made again.
KEEP = 7 * 24 * 60 * 60


@require_safe
def report(request: HttpRequest, forum: str) -> HttpResponse:
    """The published report with everything that is compiled beside it."""
    found = _reported_or_404(request, forum)
    crumbs = crumbs_below(found)
    context = {"forum": found, "report": compiled(found), "crumbs": crumbs}
    return TemplateResponse(request, "forums/report.html", context)


@require_safe
def report_pdf(request: HttpRequest, forum: str) -> HttpResponse:
    """The same as a PDF. The same report gives the same bytes, made once."""
    found = _reported_or_404(request, forum)
    with override("nl"):  # the document is in Dutch, whoever reads
        data = _document(found, request)
    key = _digest(data)
    etag = f'"{key}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        made = cache.get(f"report:{key}")
        if made is None:
            made = pdf(TEMPLATE, data)
            cache.set(f"report:{key}", made, KEEP)
        response = HttpResponse(made, content_type="application/pdf")
        name = f"verslag-{found.slug}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    if found.access not in PUBLIC_ACCESS:
        patch_cache_control(response, private=True)
    return response


def _reported_or_404(request: HttpRequest, slug: str) -> Forum:
    found = forum_or_404(request, slug)
    if found.reported_on is None:
        raise Http404
    return found


def _document(forum: Forum, request: HttpRequest) -> dict[str, Any]:
    """What the template shows: the report, and the words around it."""
    return {
        **compiled(forum),
        "site": f"{request.scheme}://{request.get_host()}",
        "below": _("Verankerd · {title}").format(title=forum.title),
        "words": {
            "report": _("Verslag"),
            "recommendations": _("Aanbevelingen"),
            "label": _("Van de deelnemers, geen Vlor-advies."),
            "addressees": _("Aan:"),
            "counter_findings": _("Tegenbevindingen:"),
            "dissent": _("Wie het anders ziet:"),
            "not_discussed": _("Niet besproken:"),
            "present": _("Wie erbij was"),
            "columns": [_("Instelling"), _("Hoedanigheid"), _("Naam")],
        },
    }


def _digest(data: dict[str, Any]) -> str:
    """By which the document is known: all it shows, its looks, and what sets it."""
    found = sha256(json.dumps(data, sort_keys=True).encode())
    for name in (TEMPLATE, SHARED):
        found.update(Path(settings.ROOT, "templates", name).read_bytes())
    found.update(version("typst").encode())
    return found.hexdigest()
