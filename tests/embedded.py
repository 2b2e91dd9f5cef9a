"""SQLites with every table: for the next run of the tests, and for processes of a test's own."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps
from django.db import connection

KEPT = Path(__file__).resolve().parents[1] / "var" / "tests"


def copy_tables(path: Path) -> bool:
    """Copy the database of the tests, as it was built, to ``path``; False if it is no SQLite."""
    if connection.vendor != "sqlite":
        return False
    source = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(source)) as built, closing(sqlite3.connect(path)) as copy:
        built.backup(copy)
    return True


def bring_tables() -> bool:
    """Give the tests the tables that an earlier run made with the same migrations, if any."""
    if connection.vendor != "sqlite" or not _kept().is_file():
        return False
    shutil.copyfile(_kept(), connection.settings_dict["TEST"]["NAME"])
    return True


def keep_tables() -> None:
    """Keep the tables just made for the next run, in the place of what is kept for older ones."""
    kept = _kept()
    if kept.is_file():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    if copy_tables(half):
        for older in KEPT.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        half.replace(kept)


def _kept() -> Path:
    """Where tables of these migrations are kept: named after every line of them and their lists."""
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
        for path in sorted(Path(app.path, "data").glob("*.txt")):
            digest.update(path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:20]}.sqlite3"
