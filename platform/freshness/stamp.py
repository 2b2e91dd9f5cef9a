"""What tells one moment of the database from another, for whoever kept something made of it."""

from __future__ import annotations

import os
import sqlite3
from itertools import count
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import quote

from django.db import connection


class Watcher(NamedTuple):
    """A connection of this process to one file; a file put in its place is another one."""

    process: int
    path: str
    file: tuple[int, int]


_watching: dict[Watcher, tuple[int, sqlite3.Connection]] = {}
#: Every connection counts from the start again, so each has a number of its own.
_numbers = count(1)
_lock = Lock()


def stamp() -> str | None:
    """A word for what the database holds; while it is the same, nothing at all was committed.

    By any process: PostgreSQL names the transactions that are visible, SQLite counts the commits
    of others as one connection sees them. So a stamp of SQLite says nothing outside this process.
    None inside a transaction, since what that reads nobody else may see, and in a database in
    memory, which has no others to watch it.
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            return str(cursor.fetchone()[0])
    path = str(connection.settings_dict["NAME"])
    if ":memory:" in path or "mode=memory" in path:
        return None
    return _commits(path)


def forget() -> None:
    """Watch no file any more: in tests, whose files go."""
    with _lock:
        _let_go()


def _commits(path: str) -> str | None:
    """How often others wrote, seen by a connection that never writes and so misses none.

    None where the file can't be watched: whoever asks for a page hears why.
    """
    with _lock:
        try:
            found = Path(path).stat()
            watcher = Watcher(os.getpid(), path, (found.st_dev, found.st_ino))
            if watcher not in _watching:
                _let_go()
                _watching[watcher] = next(_numbers), _connection(path)
            number, watching = _watching[watcher]
            # To the end: a statement that is left open holds on to what it read.
            [(version,)] = watching.execute("PRAGMA data_version").fetchall()
        except (OSError, sqlite3.Error):
            _let_go()
            return None
    return f"{number}:{version}"


def _connection(path: str) -> sqlite3.Connection:
    """A connection for any thread; it never makes a file that is not there."""
    address = f"file:{quote(path)}?mode=rw"
    return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)


def _let_go() -> None:
    for watcher in list(_watching):
        _number, known = _watching.pop(watcher)
        # One that was opened before this process was split off belongs to the other.
        if watcher.process == os.getpid():
            known.close()
