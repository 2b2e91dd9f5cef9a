"""The first engine: plain querysets, on whatever database there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db.models import BigIntegerField, CharField, Count, Expression, Value
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
from search.values import Values

T = TypeVar("T")
#: A queryset; its own questions (``about``) are known to who gives it only.
Rows = Any
Counts = Mapping[str, Mapping[int, int]]

TOTAL = "total"
WORDS = "q"


@dataclass(frozen=True)
class PlainFacet:
    """A filter over a queryset.

    ``narrow(rows, numbers)`` keeps the rows with any of these values, each row once. ``layers``
    are expressions giving the value to count under, one for each layer of a hierarchy; together
    they name each concept in one layer only, so that its count takes in what is narrower.
    """

    name: str
    label: str | Promise
    values: Values
    narrow: Callable[[Rows, list[int]], Rows]
    layers: tuple[Expression, ...]


class PlainFinder(Generic[T]):
    """Finds in ``rows`` by words and filters.

    Two statements a page: one counts everything, one fetches. A third, when nothing was found,
    looks what finds more. ``prepared`` adds what a page of rows needs to be shown;
    ``by_default`` is applied while a filter of that name is not set.
    """

    def __init__(
        self,
        *,
        rows: Rows,
        match: Callable[[Rows, str], Rows],
        facets: Sequence[PlainFacet],
        orders: Mapping[str, tuple[Any, ...]],
        prepared: Callable[[Rows], Rows] = lambda rows: rows,
        by_default: Mapping[str, Callable[[Rows], Rows]] | None = None,
        size: int = PAGE_SIZE,
    ) -> None:
        self.rows = rows
        self.match = match
        self.facets = {facet.name: facet for facet in facets}
        self.orders = orders
        self.prepared = prepared
        self.by_default = by_default or {}
        self.size = size
        self.shape = Shape(tuple(self.facets), tuple(orders))

    def find(self, query: FinderQuery) -> Found[T]:
        """Answer ``query``."""
        query = self._understood(query)
        counts = self._counts(query)
        total = counts[TOTAL].get(0, 0)
        number = bounded_page(query.page, total, self.size)
        query = query.on_page(number)
        return Found(
            query=query,
            page=page_of(self._items(query) if total else [], number, total, self.size),
            total=total,
            facets=tuple(self._facet(facet, counts, query) for facet in self.facets.values()),
            relaxations=() if total or not query.is_narrowed else self._relaxations(query),
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

    def _narrowed(self, query: FinderQuery, *, but: str = "") -> Rows:
        """The rows that answer ``query``, leaving the filter ``but`` open."""
        rows = self.rows.order_by()
        for word in query.words:
            rows = self.match(rows, word)
        for name, facet in self.facets.items():
            keys = query.chosen.get(name, ())
            if name == but:
                continue
            if keys:
                rows = facet.narrow(rows, facet.values.numbers(keys))
            elif name in self.by_default:
                rows = self.by_default[name](rows)
        return rows

    def _items(self, query: FinderQuery) -> list[T]:
        start = (query.page - 1) * self.size
        rows = self._narrowed(query).order_by(*self.orders[query.order])
        return list(self.prepared(rows)[start : start + self.size])

    def _counts(self, query: FinderQuery) -> Counts:
        branches = [_counted(self._narrowed(query), TOTAL, _number(0))]
        for name, facet in self.facets.items():
            rows = self._narrowed(query, but=name)
            branches += [_counted(rows, name, layer) for layer in facet.layers]
        return _gathered(branches)

    def _facet(self, facet: PlainFacet, counts: Counts, query: FinderQuery) -> Facet:
        shown = facet.values.shown(counts[facet.name], query.chosen.get(facet.name, ()))
        return Facet(facet.name, str(facet.label), shown)

    def _relaxations(self, query: FinderQuery) -> tuple[Relaxation, ...]:
        less = {name: query.without(name) for name, keys in query.chosen.items() if keys}
        if query.words:
            less[WORDS] = query.without_words()
        counts = _gathered(
            [_counted(self._narrowed(q), name, _number(0)) for name, q in less.items()]
        )
        found = [Relaxation(name, q, counts[name].get(0, 0)) for name, q in less.items()]
        return tuple(relaxation for relaxation in found if relaxation.total)


def _number(number: int) -> Expression:
    return Value(number, output_field=BigIntegerField())


def _counted(rows: Rows, name: str, value: Expression) -> Rows:
    """How many rows there are for each value, each counted once, as (facet, value, number)."""
    return (
        rows.annotate(
            counted_facet=Value(name, output_field=CharField()),
            counted_value=value,
        )
        .values("counted_facet", "counted_value")
        .annotate(counted_number=Count("pk", distinct=True))
        .values_list("counted_facet", "counted_value", "counted_number")
    )


def _gathered(branches: Sequence[Rows]) -> Counts:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    first, *others = branches
    for name, value, number in first.union(*others, all=True) if others else first:
        if value is not None:
            counts[name][value] = number
    return counts
