"""Which imported projects wait for a school to take them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from institutions.permissions import institutions_edited_by
from institutions.records import Institution
from showcase.domain.imported_drafts import names_school
from showcase.records import ClaimLink, ImportedProject

if TYPE_CHECKING:
    from accounts.records import User

#: So many at once; the number leads to the others.
MOST_SHOWN = 5


def imported_waiting_for(user: User) -> list[ImportedProject]:
    """What was mailed to this person or school, then what names their school as coordinator.

    The latest first, and no more than `MOST_SHOWN`. Nothing for who works in no school's space.
    """
    mine = institutions_edited_by(user)
    if not mine:
        return []
    waiting = {one.pk: one for one in [*_mailed(user, mine), *_named(mine)]}
    return list(waiting.values())[:MOST_SHOWN]


def _mailed(user: User, mine: frozenset[int]) -> list[ImportedProject]:
    meant = Q(institution__in=mine) | Q(institution=None, email__iexact=user.email)
    links = ClaimLink.objects.working().filter(meant).select_related("imported")
    return [link.imported for link in links.order_by("-sent_at")]


def _named(mine: frozenset[int]) -> list[ImportedProject]:
    schools = list(Institution.objects.current().filter(pk__in=mine))
    named = Q()
    for school in schools:
        named |= Q(coordinator_name__iexact=school.name)
    if not schools:
        return []
    found = ImportedProject.objects.unclaimed().filter(named).order_by("-call_year", "-pk")
    return [
        imported
        for imported in found[: 2 * MOST_SHOWN]
        if any(names_school(imported, school) for school in schools)
    ]
