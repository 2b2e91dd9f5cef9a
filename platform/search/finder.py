"""The finder over the index: one contract, whatever database is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.utils.functional import Promise

from search.contract import (
    PAGE_SIZE,
    Facet,
    FinderQuery,
    Found,
    Relaxation,
    Shape,
    Unread,
    bounded_page,
    page_of,
)
from search.index.keeping import snapshot
from search.index.snapshot import Snapshot
from search.matching.scoring import Matched
from search.ordering import ORDERS, RELEVANCE, ordered
from search.reading import Reading
from search.stores import database_store
from search.values import Values

T = TypeVar("T")

WORDS = "q"


@dataclass(frozen=True)
class IndexFacet:
    """A filter: its parameter, its name for people, the values it knows."""

    name: str
    label: str | Promise
    values: Values


class IndexFinder(Generic[T]):
    """Finds things of some ``kinds`` by words and filters.

    ``fetch(hits)`` gets what is on the page, in its order, from pairs of kind and key.
    ``by_default`` are the values of a filter that count while none is chosen.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[str],
        facets: Sequence[IndexFacet],
        fetch: Callable[[Sequence[Hit]], list[T]],
        by_default: Mapping[str, tuple[str, ...]] | None = None,
        size: int = PAGE_SIZE,
    ) -> None:
        self.kinds = tuple(kinds)
        self.facets = {facet.name: facet for facet in facets}
        self.fetch = fetch
        self.by_default = by_default or {}
        self.size = size
        self.shape = Shape(tuple(self.facets), ORDERS, for_words=RELEVANCE)

    def find(self, query: FinderQuery) -> Found[T]:
        """Answer ``query``."""
        query = self._understood(query)
        current = snapshot()
        reading = Reading(query, current, current.of_kinds(self.kinds))
        narrowings = self._narrowings(query, current)
        found = reading.matched.found & _all(narrowings.values())
        total = found.bit_count()
        query = query.on_page(bounded_page(query.page, total, self.size))
        hits = list(self._page(query, current, reading.matched, found))
        return Found(
            query=query,
            page=page_of(self.fetch(hits) if hits else [], query.page, total, self.size),
            total=total,
            facets=tuple(self._facets(query, current, reading.matched.found, narrowings)),
            relaxations=()
            if total or not query.is_narrowed
            else tuple(self._relaxations(query, current, reading.matched.found, narrowings)),
            remarks=reading.remarks,
            marker=reading.marker,
            store=database_store().name,
        )

    def _understood(self, query: FinderQuery) -> FinderQuery:
        chosen: dict[str, tuple[str, ...]] = {}
        unread = list(query.unread)
        for name, facet in self.facets.items():
            known: dict[str, None] = {}
            for key in query.chosen.get(name, ()):
                understood = facet.values.understand(key)
                if understood is None:
                    unread.append(Unread(name, key))
                else:
                    known[understood] = None
            chosen[name] = tuple(known)
        return replace(query, chosen=chosen, unread=tuple(unread))

    def _narrowings(self, query: FinderQuery, current: Snapshot) -> dict[str, int]:
        """For each filter that is set, or counts by default, what it lets through."""
        found = {}
        for name, facet in self.facets.items():
            if keys := query.chosen.get(name, ()):
                covered = (value for key in keys for value in facet.values.covered(key))
                found[name] = current.with_value(name, covered)
            elif name in self.by_default:
                found[name] = current.with_value(name, self.by_default[name])
        return found

    def _facets(
        self, query: FinderQuery, current: Snapshot, matched: int, narrowings: Mapping[str, int]
    ) -> Iterator[Facet]:
        for name, facet in self.facets.items():
            base = matched & _all(bits for other, bits in narrowings.items() if other != name)
            shown = facet.values.shown(
                lambda values, name=name, base=base: (  # type: ignore[misc]
                    current.with_value(name, values) & base
                ).bit_count(),
                {value for value, _bits in current.values_of(name)},
                query.chosen.get(name, ()),
            )
            yield Facet(name, str(facet.label), shown)

    def _relaxations(
        self, query: FinderQuery, current: Snapshot, matched: int, narrowings: Mapping[str, int]
    ) -> Iterator[Relaxation]:
        for name, keys in query.chosen.items():
            if keys:
                rest = _all(bits for other, bits in narrowings.items() if other != name)
                if name in self.by_default:
                    rest &= current.with_value(name, self.by_default[name])
                if total := (matched & rest).bit_count():
                    yield Relaxation(name, query.without(name), total)
        if query.words:
            everything = current.of_kinds(self.kinds) & _all(narrowings.values())
            if total := everything.bit_count():
                yield Relaxation(WORDS, query.without_words(), total)

    def _page(
        self, query: FinderQuery, current: Snapshot, matched: Matched, found: int
    ) -> Iterator[Hit]:
        start = (query.page - 1) * self.size
        for place, slot in enumerate(ordered(query, current, matched, found)):
            if place >= start + self.size:
                return
            if place >= start:
                yield Hit(current.kind_of(slot), current.keys[slot], slot)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its kind and key, and its slot on the shelf."""

    kind: str
    key: int
    slot: int


def _all(sets: Iterable[int]) -> int:
    bits = -1
    for those in sets:
        bits &= those
    return bits
