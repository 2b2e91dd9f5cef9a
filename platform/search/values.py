"""The values a filter knows: concepts in layers, years, codes. Each stands for a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol

from search.contract import FacetValue
from vocabularies.domain.retiring import standing_now

Count = Callable[[tuple[str, ...]], int]


class Values(Protocol):
    """What a filter may be set to."""

    def understand(self, key: str) -> str | None:
        """``key`` as it is known now (a replaced concept by its successor), or None."""
        ...

    def covered(self, key: str) -> tuple[str, ...]:
        """The values of the index that an understood ``key`` stands for."""
        ...

    def unions(self) -> tuple[tuple[str, ...], ...]:
        """What ``shown`` counts together: every ``covered`` of more than one value."""
        ...

    def shown(
        self, count: Count, present: Collection[str], chosen: Iterable[str]
    ) -> tuple[FacetValue, ...]:
        """The values that lead somewhere, and those chosen, in their order.

        ``count(values)`` is how many documents have any of ``values``; only values ``present`` can
        have any.
        """
        ...


class ConceptValues:
    """Concepts of one vocabulary, in their order and layers.

    A concept has ``pk``, ``slug``, ``label``, ``broader_id`` and ``replaced_by_id``.
    """

    def __init__(self, concepts: Iterable[Any]) -> None:
        self.by_id: dict[int, Any] = {concept.pk: concept for concept in concepts}
        self.by_slug: dict[str, Any] = {c.slug: c for c in self.by_id.values()}
        self._narrower: dict[int | None, list[Any]] = defaultdict(list)
        self._replaced: dict[int, list[Any]] = defaultdict(list)
        self._covered: dict[str, tuple[str, ...]] = {}
        for concept in self.by_id.values():
            self._narrower[concept.broader_id].append(concept)
            if concept.replaced_by_id:
                self._replaced[concept.replaced_by_id].append(concept)

    @property
    def broadest(self) -> list[Any]:
        """The concepts on top, in their order, less those that others replaced."""
        return [one for one in self._narrower[None] if not one.replaced_by_id]

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

    def covered(self, key: str) -> tuple[str, ...]:
        """The slugs of the concept, all that is narrower, and what any of these replaced."""
        if key not in self._covered:
            found = self.numbers([key])
            self._covered[key] = tuple(self.by_id[number].slug for number in found)
        return self._covered[key]

    def unions(self) -> tuple[tuple[str, ...], ...]:
        """The slugs of each concept that stands for more than itself."""
        found = (self.covered(c.slug) for c in self.by_id.values() if not c.replaced_by_id)
        return tuple(covered for covered in found if len(covered) > 1)

    def shown(
        self, count: Count, present: Collection[str], chosen: Iterable[str]
    ) -> tuple[FacetValue, ...]:
        """The tree of concepts with a count, or chosen, or with such a concept below."""
        picked = frozenset(chosen)
        return self._layer(None, count, frozenset(present) | picked, picked)

    def _layer(
        self, broader: int | None, count: Count, worth: frozenset[str], chosen: frozenset[str]
    ) -> tuple[FacetValue, ...]:
        values = []
        for concept in self._narrower[broader]:
            covered = self.covered(concept.slug)
            if worth.isdisjoint(covered):
                continue
            narrower = self._layer(concept.pk, count, worth, chosen)
            number = 0 if concept.replaced_by_id else count(covered)
            is_chosen = concept.slug in chosen
            if number or is_chosen or narrower:
                values.append(FacetValue(concept.slug, concept.label, number, is_chosen, narrower))
        return tuple(values)


class YearValues:
    """Years, the latest first."""

    FIRST, LAST = 1980, 2100

    def understand(self, key: str) -> str | None:
        """A year of four digits."""
        if key.isascii() and key.isdecimal() and len(key) == 4:
            return key if self.FIRST <= int(key) <= self.LAST else None
        return None

    def covered(self, key: str) -> tuple[str, ...]:
        """The year."""
        return (key,)

    def unions(self) -> tuple[tuple[str, ...], ...]:
        """None: every value stands for itself."""
        return ()

    def shown(
        self, count: Count, present: Collection[str], chosen: Iterable[str]
    ) -> tuple[FacetValue, ...]:
        """Every year with a count, and those chosen."""
        picked = set(chosen)
        years = sorted({*present, *picked}, reverse=True)
        values = (FacetValue(year, year, count((year,)), year in picked) for year in years)
        return tuple(value for value in values if value.count or value.chosen)


class CodeValues:
    """A fixed list of codes with their labels."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        self.choices = dict(choices)

    def understand(self, key: str) -> str | None:
        """The code, if it is one."""
        return key if key in self.choices else None

    def covered(self, key: str) -> tuple[str, ...]:
        """The code."""
        return (key,)

    def unions(self) -> tuple[tuple[str, ...], ...]:
        """None: every value stands for itself."""
        return ()

    def shown(
        self, count: Count, present: Collection[str], chosen: Iterable[str]
    ) -> tuple[FacetValue, ...]:
        """Every code with a count, and those chosen."""
        picked = set(chosen)
        values = (
            FacetValue(code, str(label), count((code,)), code in picked)
            for code, label in self.choices.items()
            if code in present or code in picked
        )
        return tuple(value for value in values if value.count or value.chosen)
