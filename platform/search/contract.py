"""What a finder is asked and what it answers, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from search.highlighting import Marker

T = TypeVar("T")

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """What a finder can be asked: its list parameters, and its orders (the first by default).

    ``for_words`` is the order by default when words are given; it needs words.
    """

    filters: tuple[str, ...]
    orders: tuple[str, ...]
    for_words: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the address that the finder does not know, and left out."""

    name: str
    value: str


@dataclass(frozen=True)
class FinderQuery:
    """A question to a finder: words, chosen values per filter, order and page.

    Made from an address by `search.parameters.read_query`; the address of another question is
    made from this one by ``with_``, ``without`` and ``address``.
    """

    words: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1
    plain_order: str = ""
    words_order: str = ""
    unread: tuple[Unread, ...] = ()

    @property
    def default_order(self) -> str:
        """The order when nobody asks for one."""
        return (self.words_order if self.words else "") or self.plain_order

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(self.words)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.words) or any(self.chosen.values())

    def values(self) -> Iterator[tuple[str, str]]:
        """Every chosen filter and value."""
        for name, keys in self.chosen.items():
            for key in keys:
                yield name, key

    def without(self, name: str, key: str | None = None) -> FinderQuery:
        """The question less one value of a filter, or less the whole filter; on page 1."""
        kept = tuple(k for k in self.chosen.get(name, ()) if key is not None and k != key)
        return replace(self, chosen={**self.chosen, name: kept}, page=1)

    def without_words(self) -> FinderQuery:
        """The question with its filters only; on page 1."""
        order = self.plain_order if self.order == self.words_order else self.order
        return replace(self, words=(), order=order, page=1)

    def with_words(self, words: tuple[str, ...]) -> FinderQuery:
        """The question with other words; on page 1."""
        return replace(self, words=words, page=1)

    def on_page(self, page: int) -> FinderQuery:
        """The same question, another page of its answer."""
        return replace(self, page=page)

    def ordered(self, order: str) -> FinderQuery:
        """The same question in another order; on page 1."""
        return replace(self, order=order, page=1)

    def parameters(self) -> list[tuple[str, str]]:
        """Name and value as they stand in an address, defaults left out."""
        pairs = [("q", self.text)] if self.words else []
        pairs += list(self.values())
        if self.order and self.order != self.default_order:
            pairs.append(("sorteer", self.order))
        if self.page > 1:
            pairs.append(("pagina", str(self.page)))
        return pairs

    def address(self, path: str) -> str:
        """``path`` with this question behind it."""
        query = urlencode(self.parameters())
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter. ``count`` is how many there are with every other filter applied."""

    key: str
    label: str
    count: int
    chosen: bool = False
    narrower: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that lead somewhere, and those chosen."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    def chosen_values(self) -> list[FacetValue]:
        """The chosen values, on any layer."""
        return list(_chosen(self.values))


def _chosen(values: tuple[FacetValue, ...]) -> Iterator[FacetValue]:
    for value in values:
        if value.chosen:
            yield value
        yield from _chosen(value.narrower)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Where to go when nothing was found: the question with less, and how much it finds."""

    name: str
    query: FinderQuery
    total: int


class Understanding(Enum):
    """How words were understood otherwise than they were typed."""

    CORRECTED = "corrected"
    """Nothing was found, so what was probably meant was looked for."""
    MEANT = "meant"
    """Something was found, but another word is likelier: *bedoelde je …*"""
    STARTED = "started"
    """Nothing has the word, so words that begin with it were looked for."""
    ALSO = "also"
    """What means the same was looked for too."""
    PARTLY = "partly"
    """Nothing has all the words, so what has some of them was looked for."""
    MOSTLY = "mostly"
    """Little has all the words of a sentence, so what has half of them was looked for too."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What to tell of how the words were understood; ``query`` asks what is told."""

    how: Understanding
    written: str = ""
    read: tuple[str, ...] = ()
    query: FinderQuery | None = None


@dataclass(frozen=True)
class Found(Generic[T]):
    """One page of an answer. ``query`` is the question as it was understood.

    ``marker`` marks the words in texts; ``store`` is what answered, and ``instead`` says in words
    for staff why not the store that was chosen. What ``is_settled`` stays the answer until
    something is committed to the database.
    """

    query: FinderQuery
    page: Page[T]
    total: int
    facets: tuple[Facet, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    remarks: tuple[Remark, ...] = ()
    marker: Marker = field(default_factory=Marker)
    store: str = ""
    instead: str = ""
    is_settled: bool = True


class Finder(Protocol[T]):
    """Answers questions. Its cost in statements does not depend on how much it finds."""

    shape: Shape

    def find(self, query: FinderQuery) -> Found[T]:
        """Answer ``query``; a page after the last is the last."""
        ...


def bounded_page(number: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page to show: at least 1, at most the last."""
    last = max(1, -(-total // size))
    return min(max(1, number), last)


def page_of(items: list[T], number: int, total: int, size: int = PAGE_SIZE) -> Page[T]:
    """``items`` as page ``number`` of ``total``, for links to the other pages."""
    return Page(items, number, Paginator(range(total), size))  # type: ignore[arg-type]
