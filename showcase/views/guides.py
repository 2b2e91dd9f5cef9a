"""Pages of the guide, beside what they are of use to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitepages.pages import GuidePage


@dataclass(frozen=True)
class Guide:
    """A page of the guide, as a link with one sentence."""

    title: str
    url: str
    summary: str


def guides_beside(
    *,
    themes: Sequence[Any] = (),
    levels: Sequence[Any] = (),
    programmes: Sequence[Any] = (),
    limit: int = 3,
) -> list[Guide]:
    """The pages that share most with a project, in one statement."""
    pages = GuidePage.objects.live().beside(themes, levels, programmes, limit=limit)
    return [Guide(page.title, _address(page), page.summary) for page in pages]


def _address(page: Any) -> str:
    """The address below the home page, without asking the database for the site."""
    _home, *below = page.url_path.strip("/").split("/")
    return "/" + "".join(f"{part}/" for part in below)
