"""Who does what with institutions and mandates in the admin, asked of the predicates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.enums import Role
from accounts.records import User
from institutions.permissions import can_manage_institutions


class RegisterPolicy(BasePermissionPolicy):
    """Moderators and administrators keep the register; nothing in it is ever deleted."""

    def __init__(self, model: type[Model], actions: Iterable[str]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` keeps the register, and ``action`` is one of its acts."""
        return action in self.actions and can_manage_institutions(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Everybody who keeps the register."""
        if not self.actions.intersection(actions):
            return User.objects.none()
        keepers = User.objects.filter(
            groups__name__in=[Role.MODERATOR, Role.ADMINISTRATOR], is_active=True
        )
        return (keepers | User.objects.filter(is_superuser=True, is_active=True)).distinct()
