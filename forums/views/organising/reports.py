"""The report of a forum: writing it, publishing it, correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, kept_text
from accounts.records import User
from forums.domain.organising import ForumConflictError
from forums.domain.reporting import (
    correct_report,
    for_a_colleague,
    mark_of_report,
    open_points,
    publish_report,
    unsaid_items,
    who_hears_of_report,
    write_report,
)
from forums.forms.reports import CorrectionForm, ReportForm
from forums.pages import Forum
from forums.views.finding import forum_or_404
from forums.views.organised import mailed_words
from forums.views.organising.access import crumbs_to, organisers_only
from forums.views.organising.conflicts import differences
from showcase.domain.fitting import version_seen
from showcase.views.writing.access import user_of


@organisers_only
def forum_report(request: HttpRequest, forum: str) -> HttpResponse:
    """Write the report; once it is published, correct it with a date."""
    found = forum_or_404(request, forum)
    now = {"report": found.report, "report_en": found.report_en}
    published = found.reported_on is not None
    typed = request.POST or kept_text(request)
    made = CorrectionForm if published else ReportForm
    form = made(typed, initial=now)
    started_from = version_seen(typed, found.latest_revision_id)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, found, started_from)
    write = correct_report if published else write_report
    try:
        write(found, by=user_of(request), started_from=started_from, **form.cleaned_data)
    except ForumConflictError:
        found = forum_or_404(request, forum)
        now = {"report": found.report, "report_en": found.report_en}
        return _page(request, form, found, found.latest_revision_id, differences(form, now))
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
    started_from: int | None,
    differing: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "started_from": started_from,
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
    points, status = _points(found, by), 200
    hear = 0 if points or found.reported_on else len(who_hears_of_report(found, by))
    if request.method == "POST":
        try:
            publish_report(found, by=by, seen=request.POST.get("seen", ""))
        except ForumConflictError:
            found = forum_or_404(request, forum)
            points, status = _points(found, by), 409
        except ValidationError as refusal:
            points, status = refusal.messages, 422
        except PermissionDenied:
            points, status = for_a_colleague(found, by), 403
        else:
            words = _("Het verslag is gepubliceerd.")
            messages.success(request, f"{words} {mailed_words(hear)}" if hear else words)
            return redirect("organised_forum", found.slug)
    context = {
        "forum": found,
        "points": points,
        "unsaid": [] if points else unsaid_items(found),
        "mark": "" if points else mark_of_report(found),
        "hear": hear,
        "changed": status == 409,
        "crumbs": crumbs_to(found),
    }
    return render(request, "forums/organising/publish.html", context, status=status)


def _points(forum: Forum, by: User) -> list[str]:
    """What stands in the way of publishing; nothing does once it is published."""
    return [] if forum.reported_on else open_points(forum) + for_a_colleague(forum, by)
