"""The report of an import: a CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from showcase.eplus.rows import SourceRow
from ui.formulas import as_words

#: How many cells a row of the report has.
CELLS = 5


def rows_of(file: IO[str], what: str, most: int) -> list[dict[str, str]]:
    """The first rows of a written report to which ``what`` happened: row, number, why."""
    rows = csv.reader(file, delimiter=";")
    found = (row for row in rows if len(row) == CELLS and row[3] == what)
    return [
        {"row": row, "line": line, "number": number, "why": why}
        for row, line, number, _what, why in islice(found, most)
    ]


class RowReport:
    """Writes a line per row of the export: where, which number, what happened, why.

    ``failures`` keeps the first few rows that failed, to name them at once.
    """

    KEEP = 20

    def __init__(self, file: IO[str] | None = None) -> None:
        self._writer = csv.writer(file, delimiter=";", lineterminator="\r\n") if file else None
        self.failures: list[str] = []
        self._write(_("rij"), _("regel"), _("projectnummer"), _("wat"), _("waarom"))

    def write(
        self, source: SourceRow, number: str, *, what: str, why: str, failed: bool = False
    ) -> None:
        """Add one row of the export."""
        row, line = str(source.row), str(source.line)
        if failed and len(self.failures) < self.KEEP:
            words = _("Rij {row} (regel {line}) {number}: {reason}")
            named = words.format(row=row, line=line, number=number, reason=why)
            self.failures.append(" ".join(named.replace(" :", ":").split()))
        self._write(row, line, number, what, why)

    def _write(self, *cells: str) -> None:
        if self._writer:
            self._writer.writerow([as_words(cell) for cell in cells])
