"""The projects that somebody works on, with what each waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.records import User
from institutions.permissions import institutions_edited_by
from showcase.domain.states import states_of
from showcase.enums import ProjectState, ProposalState
from showcase.pages import ProjectPage
from showcase.progress import SHAPES, next_step


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
        | Q(pk__in=user.draft_guesthoods.welcome().values("project"))
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
