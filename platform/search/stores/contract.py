"""What a database must do for the index: keep terms of documents, and say where a term stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

#: A document's slot, and its terms with their levels.
Entry = tuple[int, Collection[str]]


class Row(NamedTuple):
    """A document as its table holds it: the names are those of the columns."""

    kind: str
    key: int
    slot: int = -1
    digest: str = ""
    version: int = 0
    gone: bool = False
    published: int = 0
    title: str = ""
    url: str = ""
    facets: str = ""
    about: str = "[]"
    shown: str = "[]"
    stream: str = ""


#: The columns, the places of their values, and what takes the place of what stands there.
COLUMNS = ", ".join(f'"{name}"' for name in Row._fields)
PLACES = ", ".join(["%s"] * len(Row._fields))
REPLACED = ", ".join(f'"{name}" = excluded."{name}"' for name in Row._fields)


class Store(Protocol):
    """Keeps the terms of two shelves, inside the transaction of whoever calls it."""

    name: str

    def put(self, shelf: str, rows: Sequence[Row], entries: Sequence[Entry]) -> None:
        """Keep documents and the terms of some, in place of what stands in their slots."""
        ...

    def add(self, shelf: str, rows: Sequence[Row], entries: Sequence[Entry]) -> None:
        """Keep new documents, in slots that were never used, and their terms."""
        ...

    def learn(self, shelf: str, words: Collection[str], version: int) -> None:
        """Know ``words``, each since the first version in which it was said."""
        ...

    def drop(self, shelf: str, slots: Sequence[int]) -> None:
        """Forget the terms of documents."""
        ...

    def clear(self, shelf: str) -> None:
        """Forget everything on a shelf."""
        ...

    def terms(self, shelf: str, slots: Sequence[int]) -> Mapping[int, list[str]]:
        """The terms of documents with their levels, by slot; of a few thousand at most."""
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
