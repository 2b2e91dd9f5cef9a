"""What a role is, asked of anybody, signed in or not."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from accounts.records import User

Visitor = AbstractBaseUser | AnonymousUser


def _has_role(user: Visitor, role: Role) -> bool:
    return isinstance(user, User) and user.is_active and role in user.roles


def is_administrator(user: Visitor) -> bool:
    """Keeps the platform running: sees and repairs everything, moderates nothing."""
    return (
        isinstance(user, User)
        and user.is_active
        and (user.is_superuser or Role.ADMINISTRATOR in user.roles)
    )


def is_moderator(user: Visitor) -> bool:
    """Reviews submissions and keeps vocabularies, for Vlor or EPOS."""
    return _has_role(user, Role.MODERATOR)


def is_policymaker(user: Visitor) -> bool:
    """Follows conclusions and answers them for an institution."""
    return _has_role(user, Role.POLICYMAKER)


def can_change_account(user: Visitor, account: User) -> bool:
    """Whether ``user`` may rename or erase ``account``: their own, or as an administrator.

    Only somebody who made the platform's superusers touches one of those.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.pk == account.pk:
        return True
    return is_administrator(user) and (user.is_superuser or not account.is_superuser)
