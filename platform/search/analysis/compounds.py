"""Dutch compounds, split by words that are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from search.analysis.dutch import dutch_stem, words_of

#: What may stand between the parts: *arbeid-s-markt*, *leerling-en-raad*, *kind-er-opvang*.
LINKS = ("", "s", "e", "en", "er")
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
MOST_WAYS = 3
#: Endings that look like words and are none.
_ENDINGS = frozenset(
    {"heid", "lijk", "baar", "zaam", "schap", "dom", "ing", "ingen", "loos", "ster", "aar"}
    | {"tie", "ties", "isch", "eren"}
)
#: Words that nobody reads as two.
_ONE = ("leerkracht", "leerling", "onderwijs", "overheid", "meervoud", "voorbeeld", "verantwoord")
_EXTRA = ("land", "onderwijs", "beleid", "raad", "school")


class Lexicon:
    """Words that compounds may be made of. Two with the same words split the same."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        kept = {word for word in words if len(word) >= SHORTEST_PART and word.isalpha()}
        self.words = frozenset(kept - _ENDINGS)
        self.stems = frozenset(dutch_stem(word) for word in self.words if len(word) > SHORTEST_PART)
        self._split = lru_cache(maxsize=50_000)(self._ways)

    def with_words(self, words: Collection[str]) -> Lexicon:
        """This lexicon and ``words``."""
        return self if self.words.issuperset(words) else Lexicon(self.words | set(words))

    def knows(self, word: str) -> bool:
        """Whether ``word``, or another form of it, is known."""
        if word in self.words:
            return True
        if len(word) <= SHORTEST_PART or word in _ENDINGS:
            return False
        return word in self.stems or dutch_stem(word) in self.stems

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded ``word``; nothing when it is no compound."""
        found = self.ways(word)
        return found[0] if found else ()

    def ways(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Every way to split ``word`` in as few parts as can be, the likeliest first."""
        if len(word) < SHORTEST_COMPOUND or not word.isalpha():
            return ()
        if any(word.startswith(one) and len(word) < len(one) + 4 for one in _ONE):
            return ()
        return self._split(word)

    def _ways(self, word: str) -> tuple[tuple[str, ...], ...]:
        found = {parts for parts in self._splits(word, depth=3) if len(parts) > 1}
        fewest = min((len(parts) for parts in found), default=0)
        return tuple(sorted((p for p in found if len(p) == fewest), key=_preference)[:MOST_WAYS])

    def _splits(self, word: str, depth: int) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [(word,)] if self.knows(word) else []
        if depth == 1:
            return found
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            for link in LINKS:
                left = word[: place - len(link)] if link else word[:place]
                if word[len(left) : place] != link or not self.knows(left):
                    continue
                if len(left) >= SHORTEST_PART:
                    found += [(left, *rest) for rest in self._splits(word[place:], depth - 1)]
        return found


def _preference(parts: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Few parts, and the fewest letters lost between them."""
    return len(parts), -sum(len(part) for part in parts), parts


@cache
def base_words() -> frozenset[str]:
    """The words that are known everywhere."""
    return frozenset(words_of("compound_words_nl.txt")) | frozenset(_EXTRA)
