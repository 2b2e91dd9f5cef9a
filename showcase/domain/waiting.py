"""Which imported projects wait for a school to take them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from institutions.permissions import institutions_edited_by
from institutions.records import Institution
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
    links = ClaimLink.objects.working().meant_for(user, mine).select_related("imported")
    return [link.imported for link in links.order_by("-sent_at")]


def _named(mine: frozenset[int]) -> list[ImportedProject]:
    """Twice as many as are shown: some were mailed as well."""
    schools = Institution.objects.current().filter(pk__in=mine)
    found = ImportedProject.objects.unclaimed().coordinated_by(schools)
    return list(found.order_by("-call_year", "-pk")[: 2 * MOST_SHOWN])
