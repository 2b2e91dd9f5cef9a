"""Wagtail's permissions of forums: none that would change or lose what people rely on."""

from wagtail.models import PagePermissionTester


class ForumPermissionTester(PagePermissionTester):
    """A forum, or their folder, is made and changed by its own verbs, never in Wagtail's tree.

    Wagtail's form knows no question, no period and no promise; and sessions, recommendations and
    answers hang from the page. For administrators too.
    """

    def can_add_subpage(self) -> bool:
        """Never here: a forum needs what Wagtail's form does not ask."""
        return False

    def can_edit(self) -> bool:
        """Never here: the form has no field of a forum but its address, which stays."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never: its sessions, recommendations and answers hang from it."""
        return False

    def can_move(self) -> bool:
        """Never: all forums stand in one folder."""
        return False

    def can_copy(self) -> bool:
        """Never: sessions and recommendations would not come along."""
        return False

    def can_publish(self) -> bool:
        """Never here: who organises a forum opens it."""
        return False

    def can_unpublish(self) -> bool:
        """Never: trails of conclusions lead to it."""
        return False

    def can_submit_for_moderation(self) -> bool:
        """The review is for projects."""
        return False

    def can_lock(self) -> bool:
        """There is nothing to edit here."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Who reads a forum follows from its access (`forums.permissions`)."""
        return False
