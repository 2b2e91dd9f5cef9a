"""PostgreSQL: a ``tsvector`` of our terms for each document, under a GIN index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from search.stores.contract import Entry, slots_of


class PostgreSQLStore:
    """The terms of a document as the lexemes of a ``tsvector`` without positions.

    Nothing but which rows hold a lexeme is asked of PostgreSQL: no weights, no ranking of its own.
    """

    name = "postgresql"

    def put(self, shelf: str, entries: Sequence[Entry]) -> None:
        """Keep the terms of documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_table(shelf)}(slot, terms) "  # noqa: S608
                "VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (slot) DO UPDATE SET terms = excluded.terms",
                [(slot, sorted(terms)) for slot, terms in entries],
            )

    def drop(self, shelf: str, slots: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(shelf)} WHERE slot = ANY(%s)", [list(slots)])  # noqa: S608

    def clear(self, shelf: str) -> None:
        """Forget a shelf."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(shelf)}")  # noqa: S608

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


def _table(shelf: str) -> str:
    return {"a": "search_terms_a", "b": "search_terms_b"}[shelf]
