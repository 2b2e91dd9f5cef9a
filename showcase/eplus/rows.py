"""Rows of an export, as cells of text, whichever kind of file they come from."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from showcase.eplus.headers import Layout

#: A first row further down than this is not looked for.
MAX_PREAMBLE = 12


@dataclass(frozen=True)
class SourceRow:
    """One row: its number in a spreadsheet, its first line in a text file, its cells.

    ``problem`` says in Dutch why the row can't be used; ``notes`` what was mended.
    """

    row: int
    line: int
    cells: tuple[str, ...]
    problem: str = ""
    notes: tuple[str, ...] = ()


Rows = Generator[SourceRow, None, None]


@dataclass(frozen=True)
class Export:
    """An opened export: its layout, its rows to come, and how far the reading is.

    ``kind`` is ``csv`` or ``xlsx``. ``position`` gives what was read of ``size``, in bytes;
    nothing when that is unknown.
    """

    kind: str
    layout: Layout
    rows: Rows
    size: int | None
    position: Callable[[], int]
    let_go: Callable[[], None] = lambda: None

    def close(self) -> None:
        """Let go of what the reading holds, also when not every row was taken."""
        self.rows.close()
        self.let_go()
