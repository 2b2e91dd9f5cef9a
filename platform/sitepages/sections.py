"""Sections of the home page, filled by the packages above.

A package registers a section from its ``ready()``; the home page shows them in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

SectionContext = Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """A part of the home page; ``context`` gives what ``template`` needs, or nothing to show."""

    order: int
    template: str
    context: SectionContext


_sections: list[Section] = []


def register(order: int, template: str, context: SectionContext) -> None:
    """Show ``template`` on the home page at ``order`` whenever ``context(request)`` gives one."""
    section = Section(order, template, context)
    if all(known.template != template for known in _sections):
        _sections.append(section)
        _sections.sort(key=lambda known: known.order)


def sections_for(request: HttpRequest) -> list[tuple[str, dict[str, Any]]]:
    """The template and context of every section that has something to show."""
    filled = ((section.template, section.context(request)) for section in _sections)
    return [(template, context) for template, context in filled if context is not None]
