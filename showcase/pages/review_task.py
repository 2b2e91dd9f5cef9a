"""The step of Wagtail's workflow in which a moderator reviews."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from showcase.domain import review


class ReviewTask(Task):
    """Review of form (complete, readable, privacy) by a moderator of Vlor or EPOS.

    Wagtail's own group approval would let a moderator approve their own school. Approving,
    asking and proposing happen on the review page, through `showcase.domain.review`; so this
    task offers no action in Wagtail's editor, and locks the page for everybody meanwhile.
    """

    class Meta:
        verbose_name = _("nakijken door een moderator")
        verbose_name_plural = _("nakijken door een moderator")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin, or begin again: whatever handing in brings along."""
        task_state = super().start(workflow_state, user=user)
        project = workflow_state.content_object.specific
        review.note_handed_in(project, by=user)
        return task_state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody edits while a page is in review."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """None in Wagtail's editor."""
        return []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """None: what waits for a moderator is on their desk, where nothing of their own stands."""
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> str:
        """What the list of tasks says."""
        return str(_("Een moderator van Vlor of EPOS kijkt het project na."))
