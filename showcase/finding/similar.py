"""Projects that are about the same: as one that is online, or as the title somebody is writing."""

from __future__ import annotations

from search.engines.contract import Hit
from search.likeness import like
from showcase.domain.naming import UNTITLED
from showcase.enums import FoundKind
from showcase.pages import ProjectPage

PROJECT = FoundKind.PROJECT.value
MOST = 5
#: So many telling words of a title make a project alike.
IN_A_TITLE = 2


def projects_like(project: ProjectPage, *, most: int = MOST) -> list[ProjectPage]:
    """What is online and about the same as ``project``; the likest first."""
    return _fetched(like([Hit(PROJECT, project.pk)], kinds=[PROJECT], most=most))


def projects_about(
    title: str, *, without: ProjectPage | None = None, most: int = MOST
) -> list[ProjectPage]:
    """What is online and about what ``title`` says, while somebody writes it."""
    if not title.strip() or title == str(UNTITLED):
        return []
    itself = [Hit(PROJECT, without.pk)] if without is not None else []
    return _fetched(
        like([], words=title, kinds=[PROJECT], without=itself, most=most, common=IN_A_TITLE)
    )


def _fetched(hits: list[Hit]) -> list[ProjectPage]:
    if not hits:
        return []
    rows = ProjectPage.objects.live().select_related("institution")
    found = rows.in_bulk([hit.key for hit in hits])
    return [found[hit.key] for hit in hits if hit.key in found]
