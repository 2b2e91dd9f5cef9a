"""The smallest institutions and mandates the database accepts; traits are states."""

from __future__ import annotations

import itertools
from typing import Any

from accounts.records import User
from institutions.domain.mandates import grant_mandate
from institutions.enums import Capacity, InstitutionKind
from institutions.records import Institution, Mandate
from tests.accounts.factories import make_user

_count = itertools.count(1)


def make_institution(name: str = "", **fields: Any) -> Institution:
    """A school, unless ``kind`` says otherwise."""
    number = next(_count)
    known = {"name": name or f"Instelling {number}", "slug": f"instelling-{number}"}
    return Institution.objects.create(**{"kind": InstitutionKind.SCHOOL, **known, **fields})


def make_mandate(
    user: User | None = None,
    institution: Institution | None = None,
    capacity: Capacity = Capacity.COORDINATOR,
    **when: Any,
) -> Mandate:
    """A verified mandate that holds today."""
    return grant_mandate(
        user or make_user(), institution or make_institution(), capacity, by=None, **when
    )


def make_editor(institution: Institution | None = None, email: str = "") -> User:
    """Somebody who works in the space of a school."""
    return make_mandate(make_user(email), institution).user
