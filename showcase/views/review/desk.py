"""What waits for a moderator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from accounts.entrance import signed_in
from accounts.records import User
from desk.registry import Section, register
from institutions.permissions import own_institutions
from showcase import permissions
from showcase.pages import ProjectPage
from showcase.records import AdditionRequest, CompletionProposal
from showcase.views.writing.access import user_of

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """A project that waits for review, since when, and who began on it."""

    project: ProjectPage
    since: datetime
    begun_by: list[str] = field(default_factory=list)

    @property
    def days(self) -> int:
        """How many days it waits."""
        return (timezone.localdate() - timezone.localtime(self.since).date()).days


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
    own = own_institutions(user)
    begun = begun_by(since, without=user)
    rows = [Waiting(one, since[one.pk], begun.get(one.pk, [])) for one in projects]
    rows.sort(key=lambda row: (row.since, row.project.pk))
    mine = [row for row in rows if row.project.institution_id not in own]
    return Queue(mine, len(rows) - len(mine))


def begun_by(projects: Iterable[int], *, without: User) -> dict[int, list[str]]:
    """Other moderators who noted or proposed something that is still open, by project."""
    begun: dict[int, set[str]] = {}
    questions = AdditionRequest.objects.filter(project__in=projects, sent_at=None)
    proposals = CompletionProposal.objects.open().filter(project__in=projects)
    for question in questions.exclude(asked_by=without).select_related("asked_by"):
        begun.setdefault(question.project_id, set()).add(str(question.asked_by or ""))
    for proposal in proposals.exclude(proposed_by=without).select_related("proposed_by"):
        begun.setdefault(proposal.project_id, set()).add(str(proposal.proposed_by or ""))
    return {project: sorted(names - {""}) for project, names in begun.items()}


@signed_in
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
    ).exclude(institution__in=own_institutions(user))
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
