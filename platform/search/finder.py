"""The finder over the index: one contract, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    page_of,
)
from search.engines import database
from search.engines.choosing import answer
from search.engines.contract import WORDS, Answered, Asked, Hit, Tally
from search.ordering import ORDERS, RELEVANCE
from search.values import Values

T = TypeVar("T")

__all__ = ["WORDS", "Hit", "IndexFacet", "IndexFinder"]


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
        answered = answer(self._asked(query))
        hits, query = answered.hits, answered.query
        return Found(
            query=query,
            page=page_of(self.fetch(hits) if hits else [], query.page, answered.total, self.size),
            total=answered.total,
            facets=tuple(self._facets(query, answered.tallies)),
            relaxations=tuple(_relaxations(answered)),
            remarks=answered.remarks,
            marker=answered.marker,
            store=answered.store,
            instead=answered.instead,
            is_settled=answered.is_settled,
        )

    def every(self, query: FinderQuery, *, most: int) -> tuple[Sequence[Hit], int]:
        """The first ``most`` of everything that answers, in its order, and how many there are.

        Always from the database: no engine beside it gives that many at once.
        """
        asked = self._asked(self._understood(query.on_page(1)))
        answered = database.answer(replace(asked, size=most))
        return answered.hits, answered.total

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

    def _asked(self, query: FinderQuery) -> Asked:
        narrowed = {}
        for name, facet in self.facets.items():
            if keys := query.chosen.get(name, ()):
                covered = (value for key in keys for value in facet.values.covered(key))
                narrowed[name] = tuple(dict.fromkeys(covered))
        return Asked(
            query=query,
            kinds=self.kinds,
            narrowed=narrowed,
            by_default=self.by_default,
            unions={name: facet.values.unions() for name, facet in self.facets.items()},
            size=self.size,
        )

    def _facets(self, query: FinderQuery, tallies: Mapping[str, Tally]) -> Iterator[Facet]:
        for name, facet in self.facets.items():
            tally = tallies[name]
            shown = facet.values.shown(tally.count, tally.present, query.chosen.get(name, ()))
            yield Facet(name, str(facet.label), shown)


def _relaxations(answered: Answered) -> Iterator[Relaxation]:
    query = answered.query
    for name, total in answered.relaxed.items():
        if total:
            less = query.without_words() if name == WORDS else query.without(name)
            yield Relaxation(name, less, total)
