"""The database of the bench, without the site around it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.statements import ByHand, Run


class Bare:
    """One connection to the database, as its driver gives it."""

    def __init__(self, *, path: Path | None, url: str) -> None:
        if url:
            import psycopg

            self.vendor, self.mark = "postgresql", "%s"
            self._connection: Any = psycopg.connect(url, autocommit=True)
        else:
            self.vendor, self.mark = "sqlite", "?"
            self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The rows of a statement."""
        rows: list[Any] = self._connection.execute(statement, parameters).fetchall()
        return rows

    def marked(self, by_hand: ByHand) -> ByHand:
        """``by_hand`` with the placeholder of this database."""
        return replace(by_hand, found=by_hand.found.format(mark=self.mark))

    @property
    def runner(self) -> Run:
        """What `ByHand.ask` runs on."""
        return self.run
