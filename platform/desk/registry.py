"""What the packages above put on the desk.

A section is registered from an ``ready()`` and asked anew for each person who opens `/mijn/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.records import User


@dataclass(frozen=True, kw_only=True)
class Section:
    """A block of the desk.

    ``context_for(user)`` gives what the template shows, or None when there is nothing for this
    person; it may cost a query or two, never one per row. Sections stand by ``order``: below 100
    for what waits for the person, 100–499 for their work, 500 and up for what they can look up.
    ``template`` gets that context as ``section.context``, beside the page's own.
    """

    name: str
    order: int
    title: str
    template: str
    context_for: Callable[[User], dict[str, Any] | None]


@dataclass(frozen=True)
class FilledSection:
    """A section with what it shows to one person."""

    name: str
    title: str
    template: str
    context: dict[str, Any]


_sections: dict[str, Section] = {}


def register(section: Section) -> Section:
    """Put ``section`` on the desk; the same name again replaces it."""
    _sections[section.name] = section
    return section


def sections_for(user: User) -> list[FilledSection]:
    """Return the sections that have something for this person, in their order."""
    filled = []
    for section in sorted(_sections.values(), key=lambda section: (section.order, section.name)):
        context = section.context_for(user)
        if context is not None:
            filled.append(
                FilledSection(section.name, str(section.title), section.template, context)
            )
    return filled
