"""The values a filter knows: concepts in layers, years, codes. Each stands for a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from search.contract import FacetValue
from search.words import fold
from vocabularies.domain.retiring import standing_now


class Values(Protocol):
    """What a filter may be set to."""

    def understand(self, key: str) -> str | None:
        """``key`` as it is known now (a replaced concept by its successor), or None."""
        ...

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The numbers behind understood ``keys``, narrower concepts included."""
        ...

    def shown(self, counts: Mapping[int, int], chosen: Iterable[str]) -> tuple[FacetValue, ...]:
        """The values that lead somewhere, and those chosen, in their order."""
        ...


class ConceptValues:
    """Concepts of one vocabulary, in their order and layers.

    A concept has ``pk``, ``slug``, ``label``, ``names``, ``broader_id`` and ``replaced_by_id``.
    """

    def __init__(self, concepts: Iterable[Any]) -> None:
        self.by_id: dict[int, Any] = {concept.pk: concept for concept in concepts}
        self.by_slug: dict[str, Any] = {c.slug: c for c in self.by_id.values()}
        self._narrower: dict[int | None, list[Any]] = defaultdict(list)
        self._replaced: dict[int, list[Any]] = defaultdict(list)
        for concept in self.by_id.values():
            self._narrower[concept.broader_id].append(concept)
            if concept.replaced_by_id:
                self._replaced[concept.replaced_by_id].append(concept)

    def narrower_of(self, concept: Any) -> list[Any]:
        """What stands directly below ``concept``, in its order."""
        return list(self._narrower[concept.pk])

    def understand(self, key: str) -> str | None:
        """The slug of the concept itself, or of what replaced it."""
        concept = self.by_slug.get(key)
        return None if concept is None else standing_now(concept, self.by_id).slug

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The ids of the concepts, all that is narrower, and what any of these replaced."""
        found: dict[int, None] = {}
        waiting = [self.by_slug[key] for key in keys]
        while waiting:
            concept = waiting.pop()
            if concept.pk in found:
                continue
            found[concept.pk] = None
            waiting += self._narrower[concept.pk] + self._replaced[concept.pk]
        return sorted(found)

    def named(self, word: str) -> list[int]:
        """The ids of the concepts with ``word`` in a name, in any language, and all narrower."""
        wanted = fold(word)
        return self.numbers(
            concept.slug
            for concept in self.by_id.values()
            if any(wanted in fold(name) for name in concept.names)
        )

    def shown(self, counts: Mapping[int, int], chosen: Iterable[str]) -> tuple[FacetValue, ...]:
        """The tree of concepts with a count, or chosen, or with such a concept below."""
        return self._layer(None, counts, frozenset(chosen))

    def _layer(
        self, broader: int | None, counts: Mapping[int, int], chosen: frozenset[str]
    ) -> tuple[FacetValue, ...]:
        values = []
        for concept in self._narrower[broader]:
            narrower = self._layer(concept.pk, counts, chosen)
            count = counts.get(concept.pk, 0)
            is_chosen = concept.slug in chosen
            if count or is_chosen or narrower:
                values.append(FacetValue(concept.slug, concept.label, count, is_chosen, narrower))
        return tuple(values)


class YearValues:
    """Years, the latest first."""

    FIRST, LAST = 1980, 2100

    def understand(self, key: str) -> str | None:
        """A year of four digits."""
        if key.isascii() and key.isdecimal() and len(key) == 4:
            return key if self.FIRST <= int(key) <= self.LAST else None
        return None

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The years."""
        return sorted(int(key) for key in keys)

    def shown(self, counts: Mapping[int, int], chosen: Iterable[str]) -> tuple[FacetValue, ...]:
        """Every year with a count, and those chosen."""
        picked = set(chosen)
        years = sorted({*counts, *(int(year) for year in picked)}, reverse=True)
        return tuple(
            FacetValue(str(year), str(year), counts.get(year, 0), str(year) in picked)
            for year in years
        )


class CodeValues:
    """A fixed list of codes with their labels; each code's number is its place."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        self.choices = list(choices)
        self._place = {code: place for place, (code, _label) in enumerate(self.choices)}

    def understand(self, key: str) -> str | None:
        """The code, if it is one."""
        return key if key in self._place else None

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The places of the codes."""
        return sorted(self._place[key] for key in keys)

    def shown(self, counts: Mapping[int, int], chosen: Iterable[str]) -> tuple[FacetValue, ...]:
        """Every code with a count, and those chosen."""
        picked = set(chosen)
        return tuple(
            FacetValue(code, str(label), counts.get(place, 0), code in picked)
            for place, (code, label) in enumerate(self.choices)
            if counts.get(place) or code in picked
        )
