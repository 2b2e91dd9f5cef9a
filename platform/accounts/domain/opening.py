"""Opening an account."""

from django.db import transaction

from accounts.domain.addresses import confirm_address, is_untouched, owner_of
from accounts.records import User
from audit.domain.record import record


class AddressTakenError(Exception):
    """The address already belongs to an account that somebody uses."""


@transaction.atomic
def open_account(
    email: str,
    *,
    by: User | None,
    password: str | None = None,
    first_name: str = "",
    last_name: str = "",
    confirmed: bool = False,
) -> User:
    """Make an account, or take over the empty shell that has the address.

    ``confirmed`` says that the person proved to read the address (by a mailed link). Without
    ``password`` the account can only be entered after choosing one by mail.

    Raises:
        AddressTakenError: somebody uses an account with this address.
    """
    user = owner_of(email)
    if user is None:
        user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    elif confirmed and is_untouched(user) and user.is_active:
        user.first_name, user.last_name = first_name, last_name
        user.set_password(password)
        user.save(update_fields=["first_name", "last_name", "password"])
    else:
        raise AddressTakenError
    if confirmed:
        confirm_address(user)
    record("open_account", user, by=by, confirmed=confirmed)
    return user
