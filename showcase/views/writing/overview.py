"""The projects of one's school, and starting one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.records import User
from institutions.permissions import institutions_edited_by
from showcase.domain.drafting import start_project
from showcase.domain.states import states_of
from showcase.enums import ProjectState, ProposalState
from showcase.pages import ProjectPage, SchoolPage
from showcase.views.writing.access import user_of
from showcase.views.writing.saving import whole_number
from showcase.views.writing.states import SHAPES, next_step


@dataclass(frozen=True)
class Row:
    """A project in the list, and what it waits for."""

    project: ProjectPage
    state: ProjectState
    shape: str
    next_step: str

    @property
    def waits_for_school(self) -> bool:
        """Whether the next step is the school's."""
        return self.state == ProjectState.ADDITIONS_ASKED or bool(self.project.open_proposals)


def rows_of(projects: QuerySet[Any]) -> list[Row]:
    """Each project with its state and next step; what waits for the school stands first."""
    listed = list(_counted(projects))
    states = states_of(listed)
    rows = [
        Row(
            project,
            state := states[project.pk],
            SHAPES[state],
            next_step(project, state, project.open_questions, project.open_proposals),
        )
        for project in listed
    ]
    return sorted(rows, key=lambda row: not row.waits_for_school)


def projects_of(user: User) -> QuerySet[Any]:
    """Projects of the schools of ``user``, and drafts to which they are invited."""
    projects: QuerySet[Any] = ProjectPage.objects.filter(
        Q(institution__in=institutions_edited_by(user))
        | Q(
            pk__in=user.draft_guesthoods.filter(
                accepted_at__isnull=False, ended_at__isnull=True
            ).values("project")
        )
    )
    return projects


def _counted(projects: QuerySet[Any]) -> QuerySet[Any]:
    asked = Q(addition_requests__sent_at__isnull=False, addition_requests__answered_at__isnull=True)
    proposed = Q(completion_proposals__state=ProposalState.PROPOSED)
    counted: QuerySet[Any] = (
        projects.select_related("institution")
        .annotate(
            open_questions=Count("addition_requests", filter=asked, distinct=True),
            open_proposals=Count("completion_proposals", filter=proposed, distinct=True),
        )
        .order_by("-latest_revision_created_at", "-pk")
    )
    return counted


@never_cache
@login_required
def my_projects(request: HttpRequest) -> HttpResponse:
    """Every project of one's schools, with what each waits for."""
    user = user_of(request)
    context = {"rows": rows_of(projects_of(user)), "schools": schools_of(user)}
    return render(request, "showcase/writing/my_projects.html", context)


@never_cache
@login_required
def new_project(request: HttpRequest) -> HttpResponse:
    """Start a draft; ask for which school only when there is a choice."""
    schools = schools_of(user_of(request))
    if not schools:
        raise Http404
    chosen = [page for page in schools if page.pk == whole_number(request.POST.get("school", ""))]
    if request.method != "POST" or (len(schools) > 1 and not chosen):
        return render(request, "showcase/writing/new_project.html", {"schools": schools})
    project = start_project((chosen or schools)[0], by=user_of(request))
    return redirect("my_project", project_id=project.pk)


def schools_of(user: User) -> list[SchoolPage]:
    """Pages of the schools in whose space ``user`` works."""
    own = SchoolPage.objects.filter(institution__in=institutions_edited_by(user))
    return list(own.select_related("institution").order_by("title"))
