"""Who keeps the vocabularies."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin


def can_keep_vocabularies(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Add, rename, retire and replace terms, and merge keywords: moderators, administrators.

    Asked of Django's permissions, which the role groups hold: this package does not know roles.
    """
    return isinstance(user, PermissionsMixin) and user.has_perm("vocabularies.change_term")
