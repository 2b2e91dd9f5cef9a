"""Where a project is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from operator import contains
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, WorkflowState

from accounts.asking import answered_once
from showcase.enums import ProjectState
from showcase.records import Archival

if TYPE_CHECKING:
    from showcase.pages import ProjectPage


@answered_once
def state_of(project: ProjectPage) -> ProjectState:
    """The one state in which a school finds its project.

    A published project whose edits are being reviewed is in review; its public page stays.
    """
    workflow = project.current_workflow_state
    return _state(
        workflow.status if workflow is not None else None,
        live=project.live,
        archived=lambda: _is_archived(project),
    )


def _is_archived(project: ProjectPage) -> bool:
    return bool(project.first_published_at and _archivals([project.pk]).exists())


def _archivals(keys: Iterable[int]) -> QuerySet[Archival]:
    """Those of projects that were not given back to their school since."""
    return Archival.objects.filter(project__in=keys, reopened_at__isnull=True)


def states_of(projects: Iterable[ProjectPage]) -> dict[int, ProjectState]:
    """The state of each of ``projects``, in two statements for all of them together."""
    listed = list(projects)
    keys = [project.pk for project in listed]
    under_way = dict(
        WorkflowState.objects.active()
        .filter(
            base_content_type=ContentType.objects.get_for_model(Page), object_id__in=map(str, keys)
        )
        .values_list("object_id", "status")
    )
    archived = set(_archivals(keys).values_list("project", flat=True))
    return {
        project.pk: _state(
            under_way.get(str(project.pk)),
            live=project.live,
            archived=partial(contains, archived, project.pk),
        )
        for project in listed
    }


def _state(status: str | None, *, live: bool, archived: Callable[[], bool]) -> ProjectState:
    if status == WorkflowState.STATUS_IN_PROGRESS:
        return ProjectState.IN_REVIEW
    if status == WorkflowState.STATUS_NEEDS_CHANGES:
        return ProjectState.ADDITIONS_ASKED
    if live:
        return ProjectState.PUBLISHED
    return ProjectState.ARCHIVED if archived() else ProjectState.DRAFT
