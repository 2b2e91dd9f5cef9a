"""Rows of an Excel file, read as a stream.

Texts of such a file stand in one table that a row points into. Kept in memory they would cost
as much as the file unpacked, so they go to a temporary file and only their places are kept.
"""

from __future__ import annotations

import array
import io
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from showcase.eplus.headers import Layout, read_layout
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.rows import MAX_PREAMBLE, Rows, SourceRow

#: What a file may weigh unpacked, how much smaller it may be packed, and its number of parts.
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 250
MAX_PARTS = 500
#: A sheet of Excel goes no further down or to the right; one row of an export stays far below.
MAX_ROWS = 1_048_576
MAX_CELLS = 16_384
MAX_COLUMNS = 4_000
MAX_SMALL_PART = 16 * 1024 * 1024
_STRINGS = "xl/sharedStrings.xml"
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


#: Each with its number in the sheet.
_TextRows = Generator[tuple[int, tuple[str, ...]], None, None]


class _Texts(Sequence[str]):
    """The texts of a workbook, on disk."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the reading)
        self._places = array.array("Q", [0])

    def add(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "replace"))
        self._places.append(self._file.tell())

    def __len__(self) -> int:
        return len(self._places) - 1

    def __getitem__(self, index: Any) -> Any:
        start, end = self._places[index], self._places[index + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8")

    def close(self) -> None:
        self._file.close()


class _Sheet(ReadOnlyWorksheet):
    """A sheet that is read from its first cell on, whatever it says of its own size."""

    def _get_size(self) -> None:
        """Looking for it could take a reading of the whole sheet, and it may lie."""

    def text_rows(self) -> _TextRows:
        """Yield the rows that are there, each as far as something stands in it.

        Raises:
            UnreadableExport: a row or a cell stands where no sheet has one.
        """
        book = self.parent
        with self._get_source() as source:
            parser = _Cells(
                source,
                self._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            last = 0
            for number, cells in parser.parse():
                if number > MAX_ROWS:
                    raise _no_sheet()
                if number > last:
                    yield number, _texts(cells)
                    last = number


class _Cells(WorkSheetParser):
    """openpyxl's reader of cells, that keeps one row at a time and bounds its length."""

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield each row; nothing else of the sheet is looked at."""
        rows, cells = None, 0
        for event, node in iterparse(self.source, events=("start", "end")):
            if event == "start":
                rows = node if node.tag == f"{_SPACE}sheetData" else rows
                cells = 0 if node.tag == f"{_SPACE}row" else cells + (node.tag == f"{_SPACE}c")
                if cells > MAX_CELLS:
                    raise _no_sheet()
            elif node.tag == f"{_SPACE}row" and rows is not None:
                yield self.parse_row(node)
                self.row_dimensions.clear()
                rows.clear()


def _texts(cells: list[dict[str, Any]]) -> tuple[str, ...]:
    """What stands in a row, in the places of its cells."""
    said = {cell["column"]: cell["value"] for cell in cells if cell["value"] is not None}
    width = max(said, default=0)
    if width > MAX_COLUMNS:
        raise _no_sheet()
    return tuple(_text(said.get(column)) for column in range(1, width + 1))


class _StreamingReader(ExcelReader):
    """openpyxl's reader, with the texts on disk and nothing read that is not needed."""

    def read_strings(self) -> None:
        """Put the table of texts on disk, one at a time."""
        self.shared_strings = _Texts()
        if _STRINGS not in self.valid_files:
            return
        with self.archive.open(_STRINGS) as source:
            root = None
            for event, node in iterparse(source, events=("start", "end")):
                if root is None:
                    root = node
                if event == "end" and node.tag == f"{_SPACE}si":
                    self.shared_strings.add(_text_of(node))
                    root.clear()

    def close(self) -> None:
        """Let go of the workbook and of the texts on disk."""
        if isinstance(self.shared_strings, _Texts):
            self.shared_strings.close()
        self.archive.close()

    def read_worksheets(self) -> None:
        """Take the sheets with cells, in their order."""
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                taken = _Sheet(self.wb, sheet.name, relation.target, self.shared_strings)
                self.wb._sheets.append(taken)

    def read_properties(self) -> None:
        """Who wrote the file is nobody's business."""

    def read_theme(self) -> None:
        """Colours are not needed."""


def _text_of(node: Any) -> str:
    """The text of an entry, without the phonetic help of East Asian ones."""
    texts = [*node.findall(f"{_SPACE}t"), *node.findall(f"{_SPACE}r/{_SPACE}t")]
    return "".join(text.text or "" for text in texts)


def read_sheet(file: BinaryIO) -> tuple[Layout, Rows, Callable[[], None]]:
    """Return the layout of the first sheet with projects, its rows, and what closes the file.

    Raises:
        UnreadableExport: no workbook, one that unpacks to far too much, or one without projects.
    """
    _refuse_dangerous(file)
    reader = _StreamingReader(file, read_only=True, data_only=True, keep_links=False)
    try:
        found = _open(reader)
    except UnreadableExport:
        reader.close()
        raise
    except Exception as error:
        reader.close()
        raise _damaged() from error
    if found is None:
        reader.close()
        raise UnreadableExport(
            _("Geen werkblad heeft een kopregel met “Project Identifier” en “Project Title”.")
        )
    at, layout, rows = found
    return layout, _source_rows(rows, at, reader), reader.close


def _open(reader: _StreamingReader) -> tuple[int, Layout, _TextRows] | None:
    """Find the first sheet with projects: where its header stands, and the rows below."""
    reader.read()
    for sheet in reader.wb.worksheets:
        rows = sheet.text_rows()
        found = _find_header(rows)
        if found:
            return *found, rows
        rows.close()
    return None


def _find_header(rows: _TextRows) -> tuple[int, Layout] | None:
    for at, cells in rows:
        layout = read_layout(cells)
        if layout.is_export:
            return at, layout
        if at >= MAX_PREAMBLE:
            return None
    return None


def _source_rows(rows: _TextRows, at: int, reader: _StreamingReader) -> Rows:
    """Yield the rows; a file that breaks off is named at the row where it does."""
    row = at
    try:
        for row, cells in rows:
            if any(cells):
                yield SourceRow(row, row, cells)
    except UnreadableExport as problem:
        yield SourceRow(row + 1, row + 1, (), problem=str(problem))
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, IndexError, SyntaxError, OSError):
        yield SourceRow(
            row + 1, row + 1, (), problem=_("Het bestand is vanaf deze rij beschadigd.")
        )
    finally:
        rows.close()
        reader.close()


def _text(value: Any) -> str:
    """What stands in a cell, as a text file would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.2f}" if value % 1 else f"{value:.0f}"
    return str(value)


def _refuse_dangerous(file: BinaryIO) -> None:
    """Refuse what is no plain workbook, before anything of it is unpacked."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged() from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > max(size, 4096) * MAX_RATIO:
        raise UnreadableExport(
            _(
                "Dit Excel-bestand wordt uitgepakt veel te groot."
                " Bewaar het als CSV en probeer opnieuw."
            )
        )
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableExport(
            _("Dit Excel-bestand bevat macro’s. Bewaar het als .xlsx of .csv en probeer opnieuw.")
        )
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise UnreadableExport(_("Dit is geen Excel-bestand (.xlsx)."))
    for part in parts:
        _refuse_dangerous_part(archive, part)


def _refuse_dangerous_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a document type: that is where entities that explode are defined.

    A part that is read whole must be small; sheets and texts are read as a stream.
    """
    if not part.filename.endswith((".xml", ".rels")):
        return
    streamed = part.filename == _STRINGS or part.filename.startswith("xl/worksheets/")
    if part.file_size > MAX_SMALL_PART and not streamed:
        raise _damaged()
    try:
        with archive.open(part) as source:
            head = source.read(2048)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise _damaged() from error
    if b"<!" in head.replace(b"<!--", b"") or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _damaged()


def _no_sheet() -> UnreadableExport:
    return UnreadableExport(
        _(
            "Dit Excel-bestand heeft rijen of cellen op een plaats die in Excel niet bestaat."
            " Bewaar het als CSV en probeer opnieuw."
        )
    )


def _damaged() -> UnreadableExport:
    return UnreadableExport(
        _("Dit Excel-bestand is beschadigd of beveiligd. Bewaar het opnieuw als .xlsx of als .csv.")
    )
