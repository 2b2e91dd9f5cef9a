"""The school's part of the desk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.records import User
from desk.registry import Section, register
from showcase.overview import projects_of, rows_of
from showcase.views.writing.overview import schools_of

SHOWN = 5


def projects_on_desk(user: User) -> dict[str, Any] | None:
    """The projects of one's schools; nothing for those who write none."""
    schools = schools_of(user)
    rows = rows_of(projects_of(user))
    if not schools and not rows:
        return None
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "schools": schools}


def register_on_desk() -> None:
    """Put the section on the desk."""
    register(
        Section(
            name="projecten",
            order=100,
            title=_("Je projecten"),  # type: ignore[arg-type]
            template="showcase/writing/desk.html",
            context_for=projects_on_desk,
        )
    )
