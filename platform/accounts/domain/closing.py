"""Closing an account without erasing it, and opening it again."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domain.roles import keep_an_administrator
from accounts.permissions import can_change_account, is_administrator
from accounts.records import User
from audit.domain.record import record

Closer = Callable[[User], None]
_closers: list[Closer] = []


def register_closer(closer: Closer) -> Closer:
    """Have ``closer(user)`` called in the transaction that closes an account.

    A package above closes there what was mailed to the person, or by them, and still works.
    """
    if closer not in _closers:
        _closers.append(closer)
    return closer


class AccountErasedError(Exception):
    """The person was erased: the account can't be opened again."""


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """Keep somebody out, at once and everywhere. Closing twice changes nothing.

    Raises:
        PermissionDenied: ``by`` is neither the person nor an administrator.
        LastAdministratorError: nobody else could administer the platform.
    """
    if not can_change_account(by, user):
        raise PermissionDenied
    if not user.is_active:
        return
    if is_administrator(user):
        keep_an_administrator(besides=user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    for closer in _closers:
        closer(user)
    record("close_account", user, by=by)


@transaction.atomic
def reopen_account(user: User, *, by: User) -> None:
    """Let somebody in again. Opening twice changes nothing.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        AccountErasedError: there is nobody left to let in.
    """
    if not can_change_account(by, user):
        raise PermissionDenied
    if user.is_erased:
        raise AccountErasedError
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("reopen_account", user, by=by)
