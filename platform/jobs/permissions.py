"""Who may see and repeat work in the background."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

Visitor = AbstractBaseUser | AnonymousUser


def can_see_jobs(user: Visitor) -> bool:
    """Administrators see every job; others see their own where they started it."""
    return isinstance(user, PermissionsMixin) and user.is_active and user.has_perm("jobs.view_job")


def can_retry_jobs(user: Visitor) -> bool:
    """Who sees every job may start one that failed again."""
    return can_see_jobs(user)
