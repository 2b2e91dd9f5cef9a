"""Who may read the log."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

Visitor = AbstractBaseUser | AnonymousUser


def can_read_log(user: Visitor) -> bool:
    """Administrators; the log tells what people did."""
    return (
        isinstance(user, PermissionsMixin) and user.is_active and user.has_perm("audit.view_event")
    )
