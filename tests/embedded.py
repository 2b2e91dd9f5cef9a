"""An SQLite with every table, for a test that starts processes of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


def copy_tables(path: Path) -> bool:
    """Copy the database of the tests, as it was built, to ``path``; False if it is no SQLite."""
    if connection.vendor != "sqlite":
        return False
    source = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(source)) as built, closing(sqlite3.connect(path)) as copy:
        built.backup(copy)
    return True
