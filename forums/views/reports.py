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
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from forums.domain.compiling import compiled
from forums.pages import Forum
from forums.trail import term_in_words
from forums.views.finding import crumbs_below, forum_or_404, kept_by_no_cache
from ui.documents import pdf

TEMPLATE = "forums/documents/report.typ"
SHARED = "documents/page.typ"
#: A report that nobody asks for is forgotten, and made again.
KEEP = 7 * 24 * 60 * 60


@kept_by_no_cache
@require_safe
def report(request: HttpRequest, forum: str) -> HttpResponse:
    """The published report with everything that is compiled beside it."""
    found = _reported_or_404(request, forum)
    crumbs = crumbs_below(found)
    context = {"forum": found, "report": compiled(found), "crumbs": crumbs}
    return TemplateResponse(request, "forums/report.html", context)


@kept_by_no_cache
@require_safe
def report_pdf(request: HttpRequest, forum: str) -> HttpResponse:
    """The same as a PDF. The same report gives the same bytes, made once."""
    found = _reported_or_404(request, forum)
    with override("nl"):  # the document is in Dutch, whoever reads
        data = document_of(found, request)
    key = _digest(data)
    etag = f'"{key}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        # One for each forum: what it said before, with a name that was taken back, is not kept.
        of, made = cache.get(f"report:{found.pk}", ("", b""))
        if of != key:
            made = pdf(TEMPLATE, data)
            cache.set(f"report:{found.pk}", (key, made), KEEP)
        response = HttpResponse(made, content_type="application/pdf")
        name = f"verslag-{found.slug}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    return response


def _reported_or_404(request: HttpRequest, slug: str) -> Forum:
    found = forum_or_404(request, slug)
    if found.reported_on is None:
        raise Http404
    return found


def document_of(forum: Forum, request: HttpRequest) -> dict[str, Any]:
    """What the template shows: the report, and the words around it."""
    return {
        **compiled(forum),
        "site": f"{request.scheme}://{request.get_host()}",
        "below": _("Verankerd · {title}").format(title=forum.title),
        "address": request.build_absolute_uri(reverse("read_report", args=[forum.slug])),
        "promise": [[label, said] for label, said in _promise(forum) if said],
        "words": {
            "report": _("Verslag"),
            "promise": _("Toezegging"),
            "online": _("Dit verslag online, met de antwoorden van het beleid:"),
            "rests_on": _("Steunt op:"),
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


def _promise(forum: Forum) -> list[tuple[str, str]]:
    """What the forum promises, in the words of its page."""
    promised_by = [one.name for one in forum.promised_by.order_by("name")]
    answers = ", ".join(promised_by) or _("niemand zegde een antwoord toe")
    return [
        (_("Bereidt mee voor"), forum.feeds),
        (_("Hoe zwaar het weegt"), str(forum.get_influence_display())),
        (_("Wie antwoordt"), answers),
        (_("Wanneer"), term_in_words(forum.answer_term_days) if promised_by else ""),
        (_("Hoe deelnemers het horen"), forum.hears_how),
    ]


def _digest(data: dict[str, Any]) -> str:
    """By which the document is known: all it shows, its looks, and what sets it."""
    found = sha256(json.dumps(data, sort_keys=True).encode())
    for name in (TEMPLATE, SHARED):
        found.update(Path(settings.ROOT, "templates", name).read_bytes())
    found.update(version("typst").encode())
    return found.hexdigest()
