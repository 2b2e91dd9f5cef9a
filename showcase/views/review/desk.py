"""What waits for a moderator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.models import TaskState

from accounts.records import User
from desk.registry import Section, register
from institutions.permissions import institutions_of
from showcase import permissions
from showcase.pages import ProjectPage
from showcase.views.writing.access import user_of

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """A project that waits for review, and since when."""

    project: ProjectPage
    since: datetime


@dataclass(frozen=True)
class Queue:
    """What this moderator may review, and how many of their own institution stay out."""

    waiting: list[Waiting]
    own: int


def queue_of(user: User) -> Queue:
    """What waits, the oldest first; never what concerns the moderator's own institution."""
    under_way = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__content_type__app_label="showcase"
    )
    since = {
        int(key): started
        for key, started in under_way.values_list("workflow_state__object_id", "started_at")
    }
    projects = ProjectPage.objects.filter(pk__in=since).select_related("institution")
    own = institutions_of(user)
    rows = [Waiting(project, since[project.pk]) for project in projects]
    rows.sort(key=lambda row: (row.since, row.project.pk))
    mine = [row for row in rows if row.project.institution_id not in own]
    return Queue(mine, len(rows) - len(mine))


@never_cache
@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """Everything that waits for review."""
    if not permissions.may_review_at_all(request.user):
        raise PermissionDenied
    user = user_of(request)
    context = {"queue": queue_of(user), "offline": offline_for(user)}
    return render(request, "showcase/review/reviews.html", context)


def offline_for(user: User) -> list[Any]:
    """Archived projects that this moderator can give back to their school."""
    archived = ProjectPage.objects.filter(
        live=False, archival__isnull=False, archival__reopened_at__isnull=True
    ).exclude(institution__in=institutions_of(user))
    return list(
        archived.select_related("institution", "archival").order_by("-archival__archived_at")
    )


def reviews_on_desk(user: User) -> dict[str, Any] | None:
    """The oldest of what waits; nothing for those who review nothing."""
    if not permissions.may_review_at_all(user):
        return None
    queue = queue_of(user)
    if not queue.waiting and not queue.own:
        return None
    return {"queue": queue, "shown": queue.waiting[:SHOWN]}


def register_on_desk() -> None:
    """Put the section on the desk."""
    register(
        Section(
            name="nakijken",
            order=20,
            title=_("Na te kijken"),  # type: ignore[arg-type]
            template="showcase/review/desk.html",
            context_for=reviews_on_desk,
        )
    )
