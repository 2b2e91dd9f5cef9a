"""The smallest accounts the database accepts; traits are states."""

from __future__ import annotations

import itertools
from typing import Any

from accounts.domain.addresses import confirm_address
from accounts.domain.roles import grant_role
from accounts.enums import Role
from accounts.records import User

PASSWORD = "een-lang-geheim-woord"
_count = itertools.count(1)


def make_user(email: str = "", *, role: Role | None = None, **fields: Any) -> User:
    """An account with a proven address and a known password, in a role if one is given."""
    user = User.objects.create_user(
        email or f"persoon{next(_count)}@voorbeeld.example", PASSWORD, **fields
    )
    confirm_address(user)
    if role is not None:
        grant_role(user, role, by=None)
    return user


def make_superuser(email: str = "") -> User:
    """Somebody whom the command line made."""
    return User.objects.create_superuser(email or f"baas{next(_count)}@voorbeeld.example", PASSWORD)
