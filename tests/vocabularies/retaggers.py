"""Things that carry terms and keywords, for the tests: notes on a board, kept in memory."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from vocabularies import retagging
from vocabularies.records import Concept, Keyword
from vocabularies.retagging import Retagged, Use


@dataclass(eq=False)
class Board:
    """Notes by title, each with what it carries; a full one has no room for a term."""

    notes: dict[str, list[Any]] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)

    def count_keywords(self, keywords: Any) -> dict[int, int]:
        return {
            keyword.pk: sum(keyword in carried for carried in self.notes.values())
            for keyword in keywords
        }

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> list[Use]:
        return [
            Use(title, "briefje", obstacle="heeft al drie thema’s" if title in self.full else "")
            for title, carried in self.notes.items()
            if old in carried
        ]

    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        uses = self.uses_of(old, into)
        for use in uses:
            if not use.obstacle:
                carried = self.notes[use.title]
                carried[carried.index(old)] = into
        left = [use for use in uses if use.obstacle]
        return Retagged(len(uses) - len(left), left)


@pytest.fixture
def board():
    """A board that is asked to retag."""
    made = Board()
    retagging.register(made)
    yield made
    retagging.unregister(made)
