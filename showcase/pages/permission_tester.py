"""Wagtail's permissions of a project, less what would lose something published."""

from wagtail.models import PagePermissionTester

from showcase import permissions


class SchoolPermissionTester(PagePermissionTester):
    """The page of a school stays where it is: projects and references hang from it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never: its projects would go along."""
        return False

    def can_move(self) -> bool:
        """Never: public addresses would change."""
        return False

    def can_copy(self) -> bool:
        """Never: a school has one page."""
        return False

    def can_unpublish(self) -> bool:
        """Never: published projects stand below it."""
        return False

    def can_submit_for_moderation(self) -> bool:
        """The review is for projects."""
        return False


class ProjectPermissionTester(PagePermissionTester):
    """Publishing goes through the review; what was published stays where it is.

    For administrators too: a deleted or moved page would take references with it.
    """

    def can_edit(self) -> bool:
        """Editors of the school and administrators; not once it is archived."""
        return bool(super().can_edit()) and permissions.can_edit_project(self.user, self.page)

    def can_publish(self) -> bool:
        """Never here: only `showcase.domain.review.publish_project` publishes."""
        return False

    def can_unpublish(self) -> bool:
        """Never here: only `showcase.domain.withdrawal.archive_project` takes offline."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only a draft that was never published and is not in review."""
        return bool(super().can_delete(ignore_bulk)) and permissions.can_delete_draft(
            self.user, self.page
        )

    def can_move(self) -> bool:
        """A project stays under its school."""
        return False

    def can_copy(self) -> bool:
        """Off once published."""
        return bool(super().can_copy()) and not permissions.was_published(self.page)

    def can_submit_for_moderation(self) -> bool:
        """When the school may hand it in."""
        return bool(super().can_submit_for_moderation()) and permissions.can_hand_in(
            self.user, self.page
        )

    def can_lock(self) -> bool:
        """The review locks; nobody else needs to."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """What is published is public."""
        return False
