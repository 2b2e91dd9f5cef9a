"""Wagtail's permission on photos and documents, with what was handed in standing fast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from showcase import permissions


class SchoolFilePolicy(CollectionOwnershipPermissionPolicy):
    """Files by collection; deleting also asks `permissions.can_delete_file`."""

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Whether any of ``actions`` is allowed on this file."""
        wanted = set(actions)
        if "delete" in wanted and not permissions.can_delete_file(user, instance):
            wanted.discard("delete")
        if not wanted:
            return False
        return bool(super().user_has_any_permission_for_instance(user, wanted, instance))
