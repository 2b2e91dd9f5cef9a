"""What a database must do for the index: keep terms of documents, and say where a term stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

#: A document's slot, and its terms with their levels.
Entry = tuple[int, Collection[str]]


class Store(Protocol):
    """Keeps the terms of two shelves, inside the transaction of whoever calls it."""

    name: str

    def put(self, shelf: str, entries: Sequence[Entry]) -> None:
        """Keep the terms of documents, in place of those they had."""
        ...

    def drop(self, shelf: str, slots: Sequence[int]) -> None:
        """Forget documents."""
        ...

    def clear(self, shelf: str) -> None:
        """Forget everything on a shelf."""
        ...

    def postings(self, shelf: str, terms: Iterable[str]) -> Mapping[str, list[int]]:
        """The slots of the documents with each of ``terms``, in one statement.

        A term that is nowhere may be left out.
        """
        ...

    def with_phrase(self, shelf: str, phrase: str, slots: Sequence[int]) -> list[int]:
        """Those of ``slots`` whose stream holds ``phrase``."""
        ...


def slots_of(listed: str | None) -> list[int]:
    """Slots from how the database lists them."""
    return list(map(int, listed.split(","))) if listed else []
