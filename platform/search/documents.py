"""What can be found: the words of one thing that everybody may see, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class Place(Enum):
    """Where words stand. The value is their weight, and how many words usually stand there."""

    TITLE = (5.0, 9)
    NAME = (3.0, 5)
    LABEL = (2.0, 8)
    LEAD = (2.0, 100)
    BODY = (1.0, 220)
    ASIDE = (0.5, 100)

    def __init__(self, weight: float, usual_length: int) -> None:
        self.weight = weight
        """How much a word here says about the whole."""
        self.usual_length = usual_length
        """The number of words against which a longer text counts less per word."""
        self.told = f"<Place.{self._name_}: {(weight, usual_length)}>"

    def __repr__(self) -> str:
        return self.told


class Text(NamedTuple):
    """Words in one place. ``languages`` are those they are written in: mostly one."""

    words: str
    place: Place = Place.BODY
    languages: tuple[str, ...] = ("nl",)

    def __repr__(self) -> str:
        # What a document is known by is made of these, by the ten thousand.
        words, place, languages = self
        return f"Text(words={words!r}, place={place.told}, languages={languages!r})"


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
