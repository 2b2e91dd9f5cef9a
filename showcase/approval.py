"""What an approved review ends with. Imported while Wagtail's models load, so it imports none."""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish what was reviewed (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

    Moderators hold no page permission; that they may review was asked by
    `showcase.domain.review.publish_project`, the only way here.
    """
    workflow_state.content_object.get_latest_revision().publish(
        user=user, skip_permission_checks=True
    )
