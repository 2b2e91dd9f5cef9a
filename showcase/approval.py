"""What an approved review ends with. Imported while Wagtail's models load, so it imports none."""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish what was reviewed (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

    Moderators hold no page permission; that they may review was asked by
    `showcase.domain.review.publish_project`, the only way here.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
    _credit_title(revision, publisher=user)


def _credit_title(revision: Any, *, publisher: Any) -> None:
    """Let the history name who wrote the title; Wagtail names who published it."""
    from wagtail.models import PageLogEntry

    renamed = PageLogEntry.objects.filter(
        page=revision.object_id, action="wagtail.rename", revision=revision, user=publisher
    )
    if publisher is not None and renamed.exists():
        renamed.update(user_id=_writer_of_title(revision))


def _writer_of_title(revision: Any) -> int | None:
    """The writer of the first version, back from ``revision``, with its title."""
    versions = revision.content_object.revisions.filter(pk__lte=revision.pk).order_by("-pk")
    writer: int | None = revision.user_id
    for user_id, title in versions.values_list("user_id", "content__title"):
        if title != revision.content["title"]:
            break
        writer = user_id
    return writer
