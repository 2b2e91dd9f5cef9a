"""The embedded database: one SQLite file, several writers."""

from pathlib import Path
from typing import Any


def sqlite(path: Path) -> dict[str, Any]:
    """Return the ``default`` database settings for the SQLite file at ``path``.

    ``IMMEDIATE`` transactions: a writer takes its lock at once and waits, instead of failing
    with "database is locked" when it upgrades a read lock under four writers.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            ),
        },
    }
