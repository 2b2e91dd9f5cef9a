"""Rows of a text file with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from django.utils.translation import gettext as _

from showcase.eplus.cells import clean_line
from showcase.eplus.headers import Layout, read_layout
from showcase.eplus.lines import MAX_LINE, Line
from showcase.eplus.numbers import kind_of_number
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.rows import MAX_PREAMBLE, Rows, SourceRow
from vocabularies.identifiers import normalise_number

DELIMITERS = (",", ";", "\t", "|")
#: The most lines and characters that one row may take.
MAX_ROW_LINES = 5_000
MAX_ROW = 8 * 1024 * 1024

_SEPARATOR_LINE = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


def read_delimited(lines: Iterator[Line]) -> tuple[Layout, Rows]:
    """Return the layout of a text file, and its rows below the header.

    Raises:
        UnreadableExport: there is no row with the names of columns.
    """
    csv.field_size_limit(MAX_LINE)
    head = list(islice(lines, MAX_PREAMBLE))
    found = _find_header(head)
    if found is None:
        raise UnreadableExport(
            _(
                "We vinden geen kopregel met “Project Identifier” en “Project Title”. Is dit een"
                " export van het Erasmus+ Project Results Platform?"
            )
        )
    at, used, delimiter, layout = found
    rest = chain(head[at + used :], lines)
    return layout, _rows(rest, layout, delimiter)


def _find_header(head: list[Line]) -> tuple[int, int, str, Layout] | None:
    """Where the header stands, how many lines it takes, its delimiter and its meaning."""
    for at, line in enumerate(head):
        given = _SEPARATOR_LINE.match(line.text)
        if given or not line.text.strip():
            continue
        used = _lines_of_record(head, at)
        text = [one.text for one in head[at : at + used]]
        layouts = [(d, read_layout(_parse(text, d))) for d in DELIMITERS]
        delimiter, best = max(layouts, key=lambda pair: pair[1].recognised)
        if best.is_export:
            return at, used, delimiter, best
    return None


def _lines_of_record(head: list[Line], at: int) -> int:
    """How many lines the row from ``at`` takes: a name of a column may hold a line end."""
    quotes = 0
    for used, line in enumerate(head[at:], start=1):
        quotes += line.text.count('"')
        if quotes % 2 == 0:
            return used
    return 1


def _parse(lines: Iterable[str], delimiter: str) -> list[str]:
    """The cells of one row, which may take several lines."""
    return next(csv.reader(list(lines), delimiter=delimiter), [])


def _rows(lines: Iterator[Line], layout: Layout, delimiter: str) -> Rows:
    """Yield each row; one that ends nowhere is named, and the next one starts afresh.

    Lines that are left of a broken row are no rows: they hold no number in its column.
    """
    row, broken, full = 1, False, False
    for record, ended in _records(lines, layout, delimiter):
        source = _row(record, row + 1, layout, delimiter, ended=ended, full=full)
        if not source.problem and not any(cell.strip() for cell in source.cells):
            continue
        if source.problem and broken and not _starts_a_row(record[0].text, layout, delimiter):
            continue
        row += 1
        broken = bool(source.problem)
        full = full or len(source.cells) >= layout.width
        yield source


def _records(
    lines: Iterator[Line], layout: Layout, delimiter: str
) -> Iterator[tuple[list[Line], bool]]:
    """Group lines into rows: a row goes on while a quotation mark is open.

    A forgotten quotation mark would swallow all that follows; so a line that starts as a row with
    a project number starts a new row. The flag says whether the row came to its end.
    """
    record: list[Line] = []
    quotes = length = 0
    for line in lines:
        if record and (_starts_a_row(line.text, layout, delimiter) or _is_endless(record, length)):
            yield record, False
            record, quotes, length = [], 0, 0
        record.append(line)
        quotes += line.text.count('"')
        length += len(line.text)
        if quotes % 2 == 0 or line.too_long:
            yield record, line.text.endswith(("\n", "\r"))
            record, quotes, length = [], 0, 0
    if record:
        yield record, False


def _is_endless(record: list[Line], length: int) -> bool:
    return len(record) >= MAX_ROW_LINES or length >= MAX_ROW


def _starts_a_row(text: str, layout: Layout, delimiter: str) -> bool:
    """Whether a line inside a row reads as the start of another: a number in its column."""
    if text.count(delimiter) < layout.number_column:
        return False
    try:
        cells = _parse([text], delimiter)
    except csv.Error:
        return False
    if len(cells) <= layout.number_column:
        return False
    return kind_of_number(normalise_number(cells[layout.number_column])) is not None


def _row(
    record: list[Line], row: int, layout: Layout, delimiter: str, *, ended: bool, full: bool
) -> SourceRow:
    """Read one row. Once a row was ``full``, no later one may have fewer cells."""
    source = SourceRow(row, record[0].number, ())
    if any(line.too_long for line in record):
        return replace(source, problem=_("Deze regel is te lang om een project te zijn."))
    try:
        cells = _parse((line.text for line in record), delimiter)
    except csv.Error:
        return replace(source, problem=_("De cellen van deze rij zijn niet te onderscheiden."))
    if any(cell.strip() for cell in cells) and len(cells) < layout.width:
        if not ended:
            return replace(source, problem=_unfinished(record))
        if full or len(cells) <= layout.last_needed:
            return replace(source, problem=_too_few(cells, layout))
    source = replace(source, cells=tuple(cells))
    if any(line.repaired for line in record):
        return replace(source, notes=(_("tekens omgezet uit Windows-1252"),))
    return source


def _too_few(cells: list[str], layout: Layout) -> str:
    return _(
        "Deze rij heeft {cells} cellen, de kopregel {columns}: ze is niet volledig, of er staat"
        " een aanhalingsteken te veel of te weinig."
    ).format(cells=len(cells), columns=layout.width)


def _unfinished(record: list[Line]) -> str:
    start = clean_line(record[0].text)[:40]
    if sum(line.text.count('"') for line in record) % 2:
        return _(
            "Deze rij houdt niet op: er ontbreekt een aanhalingsteken of het bestand stopt hier"
            " (“{start}…”)."
        ).format(start=start)
    return _("Het bestand stopt midden in deze rij (“{start}…”).").format(start=start)
