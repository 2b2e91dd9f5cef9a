"""Words that look like what was typed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

#: From how many letters on one slip of the finger is forgiven, and two.
ONE_FROM, TWO_FROM = 5, 8
SHORTEST_START = 4
MOST_STARTS = 8
MOST_LOOKED_AT = 2_000


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may hold; none where it is a code."""
    if not word.isalpha():
        return 0
    return 2 if len(word) >= TWO_FROM else 1 if len(word) >= ONE_FROM else 0


class KnownWords:
    """The words of the index, kept so that near ones are found without looking at each."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words: set[str] = set()
        self._sorted: list[str] | None = None
        self._by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for word in words:
            if word not in self.words:
                self.words.add(word)
                self._by_length[len(word)].append((_letters(word), word))

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def near(self, word: str) -> list[str]:
        """The words within the slips that ``word`` allows, the nearest first."""
        most = slips_allowed(word)
        if not most:
            return []
        letters = _letters(word)
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for other, candidate in self._by_length.get(length, ()):
                if (letters ^ other).bit_count() <= 2 * most:
                    slips = distance(word, candidate, most)
                    if 0 < slips <= most:
                        found.append((slips, candidate[:1] != word[:1], candidate))
        return [candidate for _slips, _first, candidate in sorted(found)]

    def beginning(self, start: str, most: int) -> list[str]:
        """The ``most`` shortest words that begin with ``start``; few are looked at."""
        if self._sorted is None:
            self._sorted = sorted(self.words)
        begin = bisect_left(self._sorted, start)
        found = []
        for word in islice(self._sorted, begin, begin + MOST_LOOKED_AT):
            if not word.startswith(start):
                break
            found.append(word)
        return sorted(found, key=lambda known: (len(known), known))[:most]

    def starting_with(self, word: str) -> list[str]:
        """The shortest words that begin with ``word``."""
        if len(word) < SHORTEST_START:
            return []
        found = [known for known in self.words if known.startswith(word) and known != word]
        return sorted(found, key=lambda known: (len(known), known))[:MOST_STARTS]


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def distance(first: str, second: str, most: int) -> int:
    """How many letters to add, leave out, change or swap; inexact when over ``most``."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
