"""What Wagtail's admin must not do with accounts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from accounts.records import User


def keep_accounts_out_of_bulk_actions(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> None:
    """Refuse: deleting, closing and giving roles in bulk go round the verbs."""
    if User in action.models:
        raise PermissionDenied


hooks.register("before_bulk_action", keep_accounts_out_of_bulk_actions)
