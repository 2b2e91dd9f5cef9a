"""Where a project is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import WorkflowState

from showcase.enums import ProjectState
from showcase.records import Archival

if TYPE_CHECKING:
    from showcase.pages import ProjectPage


def state_of(project: ProjectPage) -> ProjectState:
    """The one state in which a school finds its project.

    A published project whose edits are being reviewed is in review; its public page stays.
    """
    workflow = project.current_workflow_state
    if workflow is not None and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        return ProjectState.IN_REVIEW
    if workflow is not None and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return ProjectState.ADDITIONS_ASKED
    if project.live:
        return ProjectState.PUBLISHED
    if project.first_published_at and Archival.objects.filter(project=project.pk).exists():
        return ProjectState.ARCHIVED
    return ProjectState.DRAFT
