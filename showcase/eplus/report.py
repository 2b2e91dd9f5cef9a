"""The report of an import: a CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from typing import IO

from django.utils.translation import gettext as _

#: Characters that make a spreadsheet take a cell for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def harmless(text: str) -> str:
    """Return ``text`` such that no spreadsheet takes it for a formula."""
    flat = text.replace("\x00", "").lstrip(" ")
    return f"'{text}" if flat.startswith(_FORMULA_STARTS) else text


class RowReport:
    """Writes a line per row of the export: where, which number, what happened, why."""

    def __init__(self, file: IO[str]) -> None:
        self._writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        self._writer.writerow([_("rij"), _("regel"), _("projectnummer"), _("wat"), _("waarom")])

    def write(self, row: int, line: int, number: str, action: str, reason: str) -> None:
        """Add one row of the export."""
        self._writer.writerow([row, line, harmless(number), harmless(action), harmless(reason)])
