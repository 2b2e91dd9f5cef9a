"""Who may keep words that mean the same, in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from search.permissions import can_keep_synonyms


class SynonymPolicy(ModelPermissionPolicy):
    """Whoever keeps the vocabularies does everything; nobody else anything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person may do ``action``."""
        return can_keep_synonyms(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether this person may do one of ``actions``."""
        return can_keep_synonyms(user)
