"""PostgreSQL: a ``tsvector`` of our terms for each document, under a GIN index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from search.stores.contract import COLUMNS, PLACES, REPLACED, Entry, Row, slots_of


class PostgreSQLStore:
    """The terms of a document as the lexemes of a ``tsvector`` without positions.

    Nothing but which rows hold a lexeme is asked of PostgreSQL: no weights, no ranking of its own.
    """

    name = "postgresql"

    def put(self, shelf: str, rows: Sequence[Row], entries: Sequence[Entry]) -> None:
        """Keep documents, in place of what stands there."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO search_document{shelf} ({COLUMNS}) VALUES ({PLACES})"  # noqa: S608
                f" ON CONFLICT (slot) DO UPDATE SET {REPLACED}",
                rows,
            )
            if not entries:
                return
            cursor.executemany(
                f"INSERT INTO {_table(shelf)}(slot, terms) "  # noqa: S608
                "VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (slot) DO UPDATE SET terms = excluded.terms",
                [(slot, sorted(terms)) for slot, terms in entries],
            )

    def add(self, shelf: str, rows: Sequence[Row], entries: Sequence[Entry]) -> None:
        """Keep new documents and their terms; terms that a flush left behind are replaced."""
        slots = [slot for slot, _terms in entries]
        with connection.cursor() as cursor:
            _copy(cursor, f"search_document{shelf} ({COLUMNS})", rows)
            cursor.execute(f"DELETE FROM {_table(shelf)} WHERE slot = ANY(%s)", [slots])  # noqa: S608
            # As they are written in a tsvector: there is no sign in them that it would read.
            found = [(slot, " ".join([f"'{t}'" for t in terms])) for slot, terms in entries]
            _copy(cursor, f"{_table(shelf)} (slot, terms)", found)

    def learn(self, shelf: str, words: Collection[str], version: int) -> None:
        """Know words."""
        with connection.cursor() as cursor:
            # Those that are known take no number of the sequence.
            cursor.execute(
                "INSERT INTO search_knownword(shelf, word, version)"
                " SELECT %s, wanted.word, %s FROM unnest(%s::text[]) AS wanted(word)"
                " WHERE NOT EXISTS (SELECT FROM search_knownword known"
                "  WHERE known.shelf = %s AND known.word = wanted.word)"
                " ON CONFLICT (shelf, word) DO NOTHING",
                [shelf, version, sorted(words), shelf],
            )

    def drop(self, shelf: str, slots: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(shelf)} WHERE slot = ANY(%s)", [list(slots)])  # noqa: S608

    def clear(self, shelf: str) -> None:
        """Forget a shelf."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(shelf)}")  # noqa: S608

    def terms(self, shelf: str, slots: Sequence[int]) -> Mapping[int, list[str]]:
        """The terms of documents."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT slot, tsvector_to_array(terms) FROM {_table(shelf)} WHERE slot = ANY(%s)",  # noqa: S608
                [list(slots)],
            )
            return dict(cursor.fetchall())

    def postings(self, shelf: str, terms: Iterable[str]) -> Mapping[str, list[int]]:
        """Where each term stands."""
        wanted = list(terms)
        if not wanted:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT wanted.term, (SELECT string_agg(kept.slot::text, ',') "  # noqa: S608
                f"FROM {_table(shelf)} kept WHERE kept.terms @@ wanted.asked::tsquery) "
                "FROM unnest(%s::text[], %s::text[]) AS wanted(term, asked)",
                [wanted, [f"'{term}'" for term in wanted]],
            )
            return {term: slots_of(slots) for term, slots in cursor.fetchall()}

    def with_phrase(self, shelf: str, phrase: str, slots: Sequence[int]) -> list[int]:
        """Those of ``slots`` whose stream holds ``phrase``."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT string_agg(slot::text, ',') FROM search_document{shelf} "  # noqa: S608
                "WHERE slot = ANY(%s) AND strpos(stream, %s) > 0",
                [list(slots), phrase],
            )
            return slots_of(cursor.fetchone()[0])


def _copy(cursor: Any, into: str, rows: Iterable[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _table(shelf: str) -> str:
    return {"a": "search_terms_a", "b": "search_terms_b"}[shelf]
