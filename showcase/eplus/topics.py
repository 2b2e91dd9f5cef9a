"""Topics of the export, and the themes they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from showcase.eplus.countries import fold

#: Topics of 2014-2020 that no theme lists, so that a comma inside one does not split it.
OTHER_TOPICS = (
    "Access for disadvantaged",
    "Agriculture, forestry and fisheries",
    "Enterprise, industry and SMEs (incl. entrepreneurship)",
    "Ethics, religion and philosophy (incl. Inter-religious dialogue)",
    "Gender equality / equal opportunities",
    "Home and justice affairs (human rights & rule of law)",
    "Open and distance learning",
    "Overcoming skills mismatches (basic/transversal)",
    "Regional dimension and cooperation",
    "Research and innovation",
    "Romas and/or other minorities",
    "Rural development and urbanisation",
    "Social/environmental responsibility of educational institutions",
    "Transport and mobility",
    "Youth (Participation, Youth Work, Youth Policy)",
)
#: How alike two spellings must be, and how far ahead of the next one, to count as the same.
ALIKE = 0.9
AHEAD = 0.05


@dataclass(frozen=True)
class ThemeEntry:
    """What the mapping needs to know of a theme."""

    slug: str
    topics: tuple[str, ...]
    is_top: bool


class TopicMap:
    """Splits the cell with topics and finds the themes each topic stands for.

    A topic that a theme of the upper layer lists means that theme: the export does not say which
    of the narrower ones, and the school can. Otherwise it means every theme that lists it.
    """

    def __init__(self, themes: Iterable[ThemeEntry]) -> None:
        top: dict[str, list[str]] = {}
        narrow: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for theme in themes:
            for topic in theme.topics:
                names.setdefault(fold(topic), topic)
                (top if theme.is_top else narrow).setdefault(fold(topic), []).append(theme.slug)
        self._slugs: Mapping[str, list[str]] = {**narrow, **top}
        self._known = {fold(topic) for topic in OTHER_TOPICS} | set(names)
        self._found: dict[str, tuple[str, ...]] = {}

    def split(self, text: str) -> list[str]:
        """Return the topics in a cell, each once.

        The platform separates them by ``; ``. Older files use commas, which also stand inside
        topics: there the longest known topic wins, and what nobody knows stays together.
        """
        parts = [part.strip() for part in re.split(r";|\n|\|", text)]
        topics = [topic for part in parts if part for topic in self._split_at_commas(part)]
        return list(dict.fromkeys(topics))

    def themes(self, topic: str) -> tuple[str, ...]:
        """Return the slugs of the themes a topic means; none when nothing comes close."""
        folded = fold(topic)
        if folded not in self._found:
            self._found[folded] = tuple(self._slugs.get(self._nearest(folded), ()))
        return self._found[folded]

    def _nearest(self, folded: str) -> str:
        if folded in self._known or len(folded) < 8:
            return folded
        scored = sorted(
            ((SequenceMatcher(None, folded, known).ratio(), known) for known in self._known),
            reverse=True,
        )[:2]
        best, name = scored[0] if scored else (0.0, "")
        second = scored[1][0] if len(scored) > 1 else 0.0
        return name if best >= ALIKE and best - second >= AHEAD else folded

    def _split_at_commas(self, part: str) -> list[str]:
        if "," not in part or fold(part) in self._known:
            return [part]
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        topics: list[str] = []
        strange: list[str] = []
        at = 0
        while at < len(pieces):
            length = self._known_from(pieces, at)
            if length:
                topics += [", ".join(strange)] if strange else []
                strange = []
                topics.append(", ".join(pieces[at : at + length]))
            else:
                strange.append(pieces[at])
            at += length or 1
        return topics + ([", ".join(strange)] if strange else [])

    def _known_from(self, pieces: Sequence[str], at: int) -> int:
        """How many pieces from ``at`` make up the longest known topic."""
        for end in range(min(len(pieces), at + 6), at, -1):
            if fold(", ".join(pieces[at:end])) in self._known:
                return end - at
        return 0
