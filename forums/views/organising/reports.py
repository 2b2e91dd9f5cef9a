"""The report of a forum: writing it, publishing it, correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, kept_text
from forums.domain.organising import ForumConflictError
from forums.domain.reporting import (
    correct_report,
    for_a_colleague,
    open_points,
    publish_report,
    write_report,
)
from forums.forms.reports import CorrectionForm, ReportForm
from forums.pages import Forum
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only, seen_version
from forums.views.organising.conflicts import differences
from showcase.views.writing.access import user_of


@organisers_only
def forum_report(request: HttpRequest, forum: str) -> HttpResponse:
    """Write the report; once it is published, correct it with a date."""
    found = forum_or_404(request, forum)
    now = {"report": found.report, "report_en": found.report_en}
    published = found.reported_on is not None
    kept = kept_text(request)
    made = CorrectionForm if published else ReportForm
    form = made(request.POST or kept, initial=now)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, found)
    write = correct_report if published else write_report
    started_from = seen_version(request)
    try:
        write(found, by=user_of(request), started_from=started_from, **form.cleaned_data)
    except ForumConflictError:
        return _page(request, form, found, differing=differences(form, now))
    forget_kept_text(request)
    messages.success(
        request,
        _("Verbeterd. Het nieuwe verslag staat online.")
        if published
        else _("Bewaard. Het verslag is nog niet gepubliceerd."),
    )
    return redirect("organised_forum", found.slug)


def _page(
    request: HttpRequest,
    form: ReportForm,
    forum: Forum,
    differing: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "conflict": differing is not None,
        "differing": differing,
        "crumbs": crumbs_to(forum),
    }
    wrong = request.method == "POST" and bool(form.errors)
    status = 409 if differing is not None else 422 if wrong else 200
    return render(request, "forums/organising/report.html", context, status=status)


@organisers_only
def publish_one_report(request: HttpRequest, forum: str) -> HttpResponse:
    """Publish the report, or say what stands in the way."""
    found, by = forum_or_404(request, forum), user_of(request)
    points = [] if found.reported_on else open_points(found) + for_a_colleague(found, by)
    status = 200
    if request.method == "POST":
        try:
            publish_report(found, by=by)
        except ValidationError as refusal:
            points, status = refusal.messages, 422
        except PermissionDenied:
            points, status = for_a_colleague(found, by), 403
        else:
            messages.success(request, _("Het verslag is gepubliceerd."))
            return redirect("organised_forum", found.slug)
    context = {"forum": found, "points": points, "crumbs": crumbs_to(found)}
    return render(request, "forums/organising/publish.html", context, status=status)
