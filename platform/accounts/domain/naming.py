"""What an account is called."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.permissions import can_change_account
from accounts.records import User
from audit.domain.record import record


@transaction.atomic
def rename(user: User, *, by: User, first_name: str, last_name: str) -> User:
    """Change the name of ``user``. The same name again changes nothing.

    Raises:
        PermissionDenied: ``by`` is neither the person nor an administrator.
    """
    if not can_change_account(by, user):
        raise PermissionDenied
    if (user.first_name, user.last_name) == (first_name, last_name):
        return user
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    record("rename_account", user, by=by)
    return user
