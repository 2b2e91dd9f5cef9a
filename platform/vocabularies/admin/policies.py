"""Who may do what with the vocabularies in the admin."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeletePolicy(ModelPermissionPolicy):
    """Django's permissions, but nobody deletes, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person may do ``action``."""
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether this person may do one of ``actions``."""
        return any(self.user_has_permission(user, action) for action in actions)
