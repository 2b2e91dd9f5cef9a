"""Imported projects on the desk: those that wait for this person, and the way to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from desk.registry import Section
from institutions.permissions import institutions_edited_by
from showcase.domain.waiting import imported_waiting_for
from showcase.records import ImportedProject

if TYPE_CHECKING:
    from accounts.records import User


def what_waits(user: User) -> dict[str, Any] | None:
    """The projects that wait for this person or school."""
    waiting = imported_waiting_for(user)
    return {"waiting": waiting} if waiting else None


def way_by_number(user: User) -> dict[str, Any] | None:
    """The way to any other project; nothing where there is nothing to take."""
    if not institutions_edited_by(user) or not ImportedProject.objects.unclaimed().exists():
        return None
    return {}


WAITING = Section(
    name="staat-klaar",
    order=40,
    title=_("Een project staat klaar voor je school"),  # type: ignore[arg-type]
    template="showcase/imports/waiting.html",
    context_for=what_waits,
)

BY_NUMBER = Section(
    name="overnemen",
    order=105,
    title=_("Een project overnemen"),  # type: ignore[arg-type]
    template="showcase/imports/desk.html",
    context_for=way_by_number,
)
