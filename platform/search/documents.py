"""What can be found: the words of one thing that everybody may see, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Place(Enum):
    """Where words stand. The value is their weight, and how many words usually stand there."""

    TITLE = (5.0, 9)
    NAME = (3.0, 5)
    LABEL = (2.0, 8)
    LEAD = (2.0, 100)
    BODY = (1.0, 220)
    ASIDE = (0.5, 100)

    @property
    def weight(self) -> float:
        """How much a word here says about the whole."""
        return self.value[0]

    @property
    def usual_length(self) -> int:
        """The number of words against which a longer text counts less per word."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one place. ``languages`` are those they are written in: mostly one."""

    words: str
    place: Place = Place.BODY
    languages: tuple[str, ...] = ("nl",)


@dataclass(frozen=True)
class SearchDocument:
    """One thing as the index keeps it; the same content gives an equal document.

    ``kind`` and ``key`` name it; ``facets`` are the values it is counted under, by filter: slugs,
    years and codes without spaces. ``codes`` are references and numbers, found whole and in parts.
    ``about`` is shown beside the title, ``shown`` are the texts of which a fragment may be shown.
    """

    kind: str
    key: int
    title: str
    url: str
    texts: tuple[Text, ...] = ()
    codes: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: datetime | None = None
    about: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
