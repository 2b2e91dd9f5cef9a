"""Giving and taking roles."""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.enums import ROLE_PERMISSIONS, Role
from accounts.permissions import is_administrator
from accounts.records import User
from audit.domain.record import record


class LastAdministratorError(Exception):
    """Nobody would be left who can administer the platform."""


def role_group(role: Role) -> Group:
    """Return the group of ``role``, made with its permissions if it is not there yet."""
    group, made = Group.objects.get_or_create(name=role.value)
    if made:
        group.permissions.set(_permissions_of(role))
    return group


@transaction.atomic
def grant_role(user: User, role: Role, *, by: User | None) -> None:
    """Give ``user`` a role. Granting twice changes nothing; ``by=None`` is the platform.

    Raises:
        PermissionDenied: ``by`` is no administrator.
    """
    _must_administer(by)
    group = role_group(Role(role))
    if user.groups.filter(pk=group.pk).exists():
        return
    user.groups.add(group)
    user.forget_roles()
    record("grant_role", user, by=by, role=group.name)


@transaction.atomic
def revoke_role(user: User, role: Role, *, by: User | None) -> None:
    """Take a role from ``user``. Revoking twice changes nothing.

    Raises:
        PermissionDenied: ``by`` is no administrator.
        LastAdministratorError: nobody else could administer the platform.
    """
    _must_administer(by)
    group = role_group(Role(role))
    if not user.groups.filter(pk=group.pk).exists():
        return
    if role == Role.ADMINISTRATOR and not user.is_superuser:
        keep_an_administrator(besides=user)
    user.groups.remove(group)
    user.forget_roles()
    record("revoke_role", user, by=by, role=group.name)


def keep_an_administrator(*, besides: User) -> None:
    """Refuse when nobody ``besides`` this person administers the platform.

    The group's row is locked first, so that two administrators can't take each other away.

    Raises:
        LastAdministratorError: nobody would be left.
    """
    group = Group.objects.select_for_update().get(pk=role_group(Role.ADMINISTRATOR).pk)
    others = User.objects.filter(Q(is_superuser=True) | Q(groups=group), is_active=True)
    if not others.exclude(pk=besides.pk).exists():
        raise LastAdministratorError


def _must_administer(by: User | None) -> None:
    if by is not None and not is_administrator(by):
        raise PermissionDenied


def _permissions_of(role: Role) -> list[Permission]:
    wanted = Q(pk__in=())
    for name in ROLE_PERMISSIONS[role]:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))
