"""SQLite: an FTS5 table for each shelf, whose words are our terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from search.stores.contract import COLUMNS, PLACES, REPLACED, Entry, Row, slots_of

#: SQLite takes no more selects in one statement than 500.
MOST_SELECTS = 450
CHUNK = 10_000


class SQLiteStore:
    """The terms of a document as the words of a row of FTS5; the row's number is the slot.

    Nothing but which rows hold a term is asked of FTS5: no positions, no sizes, no ranking of its
    own. Its tokenizer splits at spaces and takes every sign of our terms for a letter.
    """

    name = "sqlite"

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
                f"INSERT OR REPLACE INTO {_table(shelf)}(rowid, terms) VALUES (%s, %s)",  # noqa: S608
                [(slot, " ".join(sorted(terms))) for slot, terms in entries],
            )

    def add(self, shelf: str, rows: Sequence[Row], entries: Sequence[Entry]) -> None:
        """Keep new documents and their terms; terms that a flush left behind are replaced."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO search_document{shelf} ({COLUMNS}) VALUES ({PLACES})",  # noqa: S608
                rows,
            )
            cursor.executemany(
                f"INSERT OR REPLACE INTO {_table(shelf)}(rowid, terms) VALUES (%s, %s)",  # noqa: S608
                [(slot, " ".join(sorted(terms))) for slot, terms in entries],
            )

    def learn(self, shelf: str, words: Collection[str], version: int) -> None:
        """Know words."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_knownword(shelf, word, version) VALUES (%s, %s, %s)"
                " ON CONFLICT (shelf, word) DO NOTHING",
                [(shelf, word, version) for word in sorted(words)],
            )

    def drop(self, shelf: str, slots: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {_table(shelf)} WHERE rowid = %s",  # noqa: S608
                [(slot,) for slot in slots],
            )

    def clear(self, shelf: str) -> None:
        """Forget a shelf."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_table(shelf)}")  # noqa: S608

    def terms(self, shelf: str, slots: Sequence[int]) -> Mapping[int, list[str]]:
        """The terms of documents."""
        listed = ",".join(map(str, slots))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, terms FROM {_table(shelf)} WHERE rowid IN ({listed})")  # noqa: S608
            return {slot: terms.split() for slot, terms in cursor.fetchall()}

    def postings(self, shelf: str, terms: Iterable[str]) -> Mapping[str, list[int]]:
        """Where each term stands."""
        table = _table(shelf)
        wanted = list(terms)
        found: dict[str, list[int]] = {}
        with connection.cursor() as cursor:
            for start in range(0, len(wanted), MOST_SELECTS):
                some = wanted[start : start + MOST_SELECTS]
                select = f"SELECT %s, group_concat(rowid) FROM {table} WHERE {table} MATCH %s"  # noqa: S608
                parameters = [part for term in some for part in (term, f'"{term}"')]
                cursor.execute(" UNION ALL ".join([select] * len(some)), parameters)
                found |= {term: slots_of(slots) for term, slots in cursor.fetchall()}
        return found

    def with_phrase(self, shelf: str, phrase: str, slots: Sequence[int]) -> list[int]:
        """Those of ``slots`` whose stream holds ``phrase``."""
        found: list[int] = []
        with connection.cursor() as cursor:
            for start in range(0, len(slots), CHUNK):
                some = slots[start : start + CHUNK]
                listed = ",".join(map(str, some))
                cursor.execute(
                    f"SELECT group_concat(slot) FROM search_document{shelf} "  # noqa: S608
                    f"WHERE slot IN ({listed}) AND instr(stream, %s) > 0",
                    [phrase],
                )
                found += slots_of(cursor.fetchone()[0])
        return found


def _table(shelf: str) -> str:
    return {"a": "search_terms_a", "b": "search_terms_b"}[shelf]
