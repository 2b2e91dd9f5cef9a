"""What a rebuild of the index costs: beside its bare rows, and beside loading the content itself.

The bare rows are the very rows that a rebuild writes, and no more. The content are the pages,
results and conclusions of as many projects, written in bulk as `generate_projects` does.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

#: Projects that the bench did not make before.
OTHER_SERIES = 99
#: What a rebuild fills, a table of documents, of their terms and of known words.
TABLES = ("search_document{0}", "search_terms_{0}", "search_knownword")


def compared(count: int) -> dict[str, float]:
    """Seconds of the processor for a rebuild, the bare rows, and ``count`` projects of content.

    In a process of its own. The content goes in a copy of the database, which is thrown away.
    """
    import django

    django.setup()
    from django.db import connection

    from search import registry
    from search.domain.rebuilding import rebuild
    from search.records import IndexState
    from showcase.generating.loading import generate_projects

    # What a process does once, however much it rebuilds, is no part of either.
    for findable in registry.findables():
        list(findable.build(findable.keys_after(0, 1)))
    documents: list[int] = []
    rebuilt = _worked(lambda: documents.append(rebuild()))
    shelf = IndexState.objects.get().live
    kept = str(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory() as folder:
        source = sqlite3.connect(f"file:{kept}?mode=ro", uri=True)
        rows = [_rows(source, table.format(shelf)) for table in TABLES]
        bare = _worked(lambda: _load(Path(folder) / "bare.sqlite3", rows))
        copy = Path(folder) / "content.sqlite3"
        with closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        connection.close()
        connection.settings_dict["NAME"] = copy
        try:
            content = _worked(lambda: generate_projects(count, seed=OTHER_SERIES))
        finally:
            connection.close()
            connection.settings_dict["NAME"] = kept
    return {"documents": documents[0], "rebuilt": rebuilt, "bare": bare, "content": content}


Rows = tuple[str, str, list[tuple[object, ...]]]


def _rows(source: sqlite3.Connection, table: str) -> Rows:
    """How a table is made, its name, and all its rows."""
    [(made,)] = source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
    extra = "rowid, " if "fts5" in made else ""
    return made, table, source.execute(f"SELECT {extra}* FROM {table}").fetchall()


def _load(path: Path, tables: list[Rows]) -> None:
    target = sqlite3.connect(path)
    target.execute("PRAGMA journal_mode=WAL")
    for made, table, rows in tables:
        target.execute(made)
        if rows:
            names = "(rowid, terms)" if "fts5" in made else ""
            marks = ", ".join("?" * len(rows[0]))
            target.executemany(f"INSERT INTO {table}{names} VALUES ({marks})", rows)
    target.commit()
    target.close()


def _worked(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    print(json.dumps(compared(int(sys.argv[1]))))
