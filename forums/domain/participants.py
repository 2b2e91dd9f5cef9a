"""Who came to a session, as a report may say it: two grounds, kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from forums.querysets import RegistrationQuerySet
from forums.records import Registration, Session


@dataclass(frozen=True)
class Represented:
    """An institution, in which capacity, by how many people."""

    institution: str
    capacity: str
    count: int


def represented_in(sessions: Iterable[Session]) -> list[Represented]:
    """The institutions and capacities of these sessions: always in the report, without names.

    Where attendance was noted, those who were there; of who was not noted, those who had a place.
    """
    counted = Counter((one.institution_name, one.capacity) for one in came_to(sessions))
    listed = sorted(counted.items(), key=lambda one: (one[0][0].casefold(), one[0][1].casefold()))
    return [Represented(institution, capacity, count) for (institution, capacity), count in listed]


def named_in(sessions: Iterable[Session]) -> list[str]:
    """The names that may stand in the report today: each by a consent that has not ended."""
    today = timezone.localdate()
    names = {
        one.name
        for one in came_to(sessions)
        if one.name and one.named_until is not None and one.named_until >= today
    }
    return sorted(names, key=str.casefold)


def came_to(sessions: Iterable[Session]) -> RegistrationQuerySet:
    """Who was at these sessions: had a place, and is not noted as absent."""
    found: RegistrationQuerySet = Registration.objects.confirmed().filter(
        session__in=list(sessions)
    )
    return found.exclude(attended=False).order_by("pk")
