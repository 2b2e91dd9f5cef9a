"""Saved versions of a project: who, when, what it said, and going back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.entrance import signed_in
from showcase import permissions
from showcase.domain.drafting import EditConflict, restore_version
from showcase.domain.fitting import whole_number
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.views.submission import submission
from showcase.views.writing.access import own_project, user_of

PER_PAGE = 30


@signed_in
def history(request: HttpRequest, project_id: int) -> HttpResponse:
    """Every saved version, the last one first."""
    project = own_project(request, project_id)
    versions: Any = project.revisions.select_related("user").defer("content")
    pages = Paginator(versions.order_by("-created_at", "-pk"), PER_PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    shown = list(page.object_list)
    tasks = TaskState.objects.filter(revision__in=[one.pk for one in shown])
    handed_in = set(tasks.values_list("revision_id", flat=True))
    in_review = project.state == ProjectState.IN_REVIEW
    for revision in shown:
        said = _said_of(revision.pk, project, revision.pk in handed_in, in_review)
        revision.said = ", ".join(said)
    page.object_list = shown
    context = {"project": project, "page": page}
    return render(request, "showcase/writing/history.html", context)


def _said_of(
    revision_id: int, project: ProjectPage, was_handed_in: bool, in_review: bool
) -> list[str]:
    """What is to be known of a version: the draft of today is not named twice when it is online."""
    is_latest = revision_id == project.latest_revision_id
    is_online = revision_id == project.live_revision_id
    said = [
        (was_handed_in and not (in_review and is_latest), _("ingediend")),
        (is_latest and in_review, _("wordt nagekeken")),
        (is_latest and not in_review and not is_online, _("je ontwerp nu")),
        (is_online, _("staat online")),
    ]
    return [words for holds, words in said if holds]


@signed_in
def version(request: HttpRequest, project_id: int, revision_id: int) -> HttpResponse:
    """One version to read; the button makes it the draft again."""
    project = own_project(request, project_id)
    revision = get_object_or_404(project.revisions, pk=revision_id)
    if request.method == "POST":
        return _restore(request, project, revision)
    context = {
        "project": project,
        "revision": revision,
        "is_latest": revision.pk == project.latest_revision_id,
        "can_restore": permissions.can_edit_project(request.user, project),
        "parts": submission(revision.as_object()),
    }
    return render(request, "showcase/writing/version.html", context)


def _restore(request: HttpRequest, project: Any, revision: Any) -> HttpResponse:
    started_from = whole_number(request.POST.get("started_from", ""))
    try:
        restore_version(project, revision, by=user_of(request), started_from=started_from)
    except PermissionDenied:
        messages.info(request, _("Dit project staat nu niet open om te schrijven."))
    except EditConflict:
        messages.info(
            request, _("Iemand bewaarde intussen een nieuwe versie. Kijk eerst wat er staat.")
        )
        return redirect("project_history", project_id=project.pk)
    else:
        messages.success(
            request, _("Die versie is nu weer je ontwerp. De vorige staat in de lijst.")
        )
    return redirect("my_project", project_id=project.pk)
