"""Files of every kind: delimiters, encodings, half files, broken rows, workbooks, bombs."""

import io
import zipfile

import pytest

from showcase.eplus import lines, sheets
from showcase.eplus.mapping import UnusableRow
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.reader import open_export
from tests.showcase.imports.exports import as_csv, number_of, project, write_csv, write_xlsx


def read(content: bytes, encoding: str = ""):
    export = open_export(io.BytesIO(content), encoding)
    return export, list(export.rows)


def numbers(export, rows):
    return [row.cells[export.layout.number_column] for row in rows if not row.problem]


ROWS = [project(number_of(1)), project(number_of(2)), project(number_of(3))]
NUMBERS = [number_of(1), number_of(2), number_of(3)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig"])
def test_reader_knows_the_delimiter_with_and_without_bom(delimiter, mark):
    export, rows = read(as_csv(ROWS, delimiter=delimiter).encode(mark))

    assert numbers(export, rows) == NUMBERS
    assert [row.row for row in rows] == [2, 3, 4]
    assert [row.line for row in rows] == [2, 5, 8]
    assert export.kind == "csv"


def test_reader_skips_the_line_with_which_excel_names_its_separator():
    export, rows = read(b"sep=;\r\n" + as_csv(ROWS, delimiter=";").encode())

    assert numbers(export, rows) == NUMBERS


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_reader_knows_wide_encodings(encoding):
    text = as_csv([project(number_of(1), **{"Project Title": "Één école"})])

    export, rows = read(text.encode(encoding))

    assert rows[0].cells[export.layout.columns["title"]] == "Één école"


def test_reader_takes_a_line_that_is_no_utf8_for_windows_1252():
    good = project(number_of(1), **{"Project Title": "Über école €"})
    bad = project(number_of(2), **{"Project Title": "l’école"})
    first, second = as_csv([good]), as_csv([bad]).split("\r\n", 1)[1]

    export, rows = read(first.encode() + second.encode("cp1252"))

    titles = [row.cells[export.layout.columns["title"]] for row in rows]
    assert titles == ["Über école €", "l’école"]
    assert [row.notes for row in rows] == [(), ("tekens omgezet uit Windows-1252",)]


def test_reader_uses_the_encoding_that_is_asked():
    text = as_csv([project(number_of(1), **{"Project Title": "Ελληνικά"})])

    export, rows = read(text.encode("iso-8859-7", "replace"), "iso-8859-7")

    assert rows[0].cells[export.layout.columns["title"]] == "Ελληνικά"


@pytest.mark.parametrize(
    ("content", "encoding", "says"),
    [
        ("é".encode("cp1252") * 9, "utf-8", "niet in de codering utf-8: regel 1"),
        (b"x", "klingon", "bestaat niet"),
        (b"x", "base64", "bestaat niet"),
        (b"\xff\xfe" + b"a" * 9, "", "niet in de codering utf-16"),
        (b"", "", "leeg"),
        (b"\n \n", "", "leeg"),
        (b"%PDF-1.7", "", "een PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "", "(.xls)"),
        (b"<!DOCTYPE html><html>", "", "webpagina"),
        (b"Naam;Adres\r\nJan;Gent\r\n", "", "kopregel"),
        (b"PK\x03\x04 rest", "", "beschadigd"),
    ],
)
def test_reader_says_what_is_wrong_with_a_file(content, encoding, says):
    with pytest.raises(UnreadableExport) as problem:
        read(content, encoding)

    assert says in str(problem.value)


def test_reader_names_the_row_where_half_a_file_stops():
    content = as_csv(ROWS).encode()
    half = content[: content.rindex(NUMBERS[2].encode()) + 60]

    export, rows = read(half)

    assert numbers(export, rows) == NUMBERS[:2]
    assert rows[2].row == 4
    assert "stopt" in rows[2].problem


def test_reader_names_a_row_that_stops_inside_quotation_marks():
    content = as_csv(ROWS).encode()
    half = content[: content.rindex(b"vergelijken")]

    export, rows = read(half)

    assert numbers(export, rows) == NUMBERS[:2]
    assert "aanhalingsteken" in rows[2].problem


def test_reader_goes_on_after_a_forgotten_quotation_mark():
    broken = as_csv(ROWS).replace(f"{NUMBERS[1]},Water", f'{NUMBERS[1]},"Water', 1)

    export, rows = read(broken.encode())

    assert numbers(export, rows) == [NUMBERS[0], NUMBERS[2]]
    assert [row.row for row in rows if row.problem] == [3]


def test_reader_takes_a_complete_last_line_without_its_end():
    export, rows = read(as_csv(ROWS).encode().rstrip())

    assert numbers(export, rows) == NUMBERS


def test_reader_takes_rows_that_lost_their_empty_cells():
    trimmed = "\r\n".join(line.rstrip(",") for line in as_csv(ROWS).split("\r\n"))

    export, rows = read(trimmed.encode())

    assert numbers(export, rows) == NUMBERS


def test_reader_drops_nul_bytes():
    export, rows = read(as_csv(ROWS).replace("Water", "Wa\x00ter").encode())

    assert rows[0].cells[export.layout.columns["title"]] == "Water verbindt"


def test_reader_keeps_line_ends_and_delimiters_inside_cells():
    summary = 'Regel een,\nregel "twee";\n\nregel drie'

    export, rows = read(as_csv([project(**{"Project Summary": summary})]).encode())

    assert rows[0].cells[export.layout.columns["summary"]] == summary


def test_reader_names_a_line_that_is_endless(monkeypatch):
    monkeypatch.setattr(lines, "MAX_LINE", 40_000)
    rows = [*ROWS[:2], project(number_of(9), **{"Project Summary": "x" * 90_000}), ROWS[2]]

    export, found = read(as_csv(rows).encode())

    assert numbers(export, found) == NUMBERS
    assert [(row.row, row.problem) for row in found if row.problem] == [
        (4, "Deze regel is te lang om een project te zijn.")
    ]


def test_reader_reads_workbooks(tmp_path):
    path = write_xlsx(
        tmp_path / "export.xlsx",
        [{**row, "Call year": 2019, "Is Good Practice": True} for row in ROWS],
    )

    with path.open("rb") as file:
        export = open_export(file)
        rows = list(export.rows)

    assert export.kind == "xlsx"
    assert numbers(export, rows) == NUMBERS
    assert [row.row for row in rows] == [3, 4, 5]
    assert rows[0].cells[export.layout.columns["call_year"]] == "2019"
    assert rows[0].cells[export.layout.columns["is_good_practice"]] == "Yes"
    assert rows[0].cells[export.layout.columns["summary"]] == ROWS[0]["Project Summary"]


def _repack(path, change):
    """The workbook at ``path`` with parts changed: bytes by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macro"),
        ({"xl/media/big.bin": b"\0" * 30_000_000}, "uitgepakt veel te groot"),
        (
            {"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
            "beschadigd",
        ),
        ({"xl/workbook.xml": b"<not-closed>"}, "beschadigd"),
    ],
)
def test_reader_refuses_dangerous_workbooks(tmp_path, change, says):
    path = write_xlsx(tmp_path / "export.xlsx", ROWS)

    with pytest.raises(UnreadableExport) as problem:
        read(_repack(path, change))

    assert says in str(problem.value)


def test_reader_refuses_entities_in_a_sheet(tmp_path):
    path = write_xlsx(tmp_path / "export.xlsx", ROWS)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "bbbbbbbb">]><worksheet>&a;</worksheet>'

    with pytest.raises(UnreadableExport):
        read(_repack(path, {"xl/worksheets/sheet2.xml": bomb}))


def test_reader_names_the_row_where_a_workbook_is_damaged(tmp_path):
    many = [project(number_of(count)) for count in range(1, 101)]
    path = write_xlsx(tmp_path / "export.xlsx", many)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet2.xml")

    export, rows = read(_repack(path, {"xl/worksheets/sheet2.xml": sheet[: len(sheet) * 3 // 4]}))

    assert len(rows) > 50
    assert numbers(export, rows) == [number_of(count) for count in range(1, len(rows))]
    assert rows[-1].problem == "Het bestand is vanaf deze rij beschadigd."


SHEET = "xl/worksheets/sheet2.xml"


def _sheet_of(path):
    with zipfile.ZipFile(path) as book:
        return book.read(SHEET)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<row r="2"', b'<row r="1000000000000"'),
        (b'<row r="2"', b'<row r="1048577"'),
        (b'r="C2"', b'r="XFD2"'),
        (b'<row r="2"', b"<row>" + b"<c/>" * 16_385 + b'</row><row r="2"'),
    ],
    ids=["row", "next row", "column", "cells"],
)
def test_workbook_with_cells_where_no_sheet_has_any_is_refused_at_once(tmp_path, before, after):
    path = write_xlsx(tmp_path / "export.xlsx", ROWS)
    sheet = _sheet_of(path)
    assert before in sheet

    with pytest.raises(UnreadableExport, match="op een plaats die in Excel niet bestaat"):
        read(_repack(path, {SHEET: sheet.replace(before, after, 1)}))


def test_workbook_that_goes_on_too_far_is_named_at_that_row(tmp_path):
    path = write_xlsx(tmp_path / "export.xlsx", ROWS)
    sheet = _sheet_of(path).replace(b'<row r="4"', b'<row r="9999999999"', 1)

    export, rows = read(_repack(path, {SHEET: sheet}))

    assert numbers(export, rows) == NUMBERS[:1]
    assert [row.row for row in rows if row.problem] == [4]


def test_workbook_keeps_the_numbers_of_its_rows_where_one_is_empty(tmp_path):
    path = write_xlsx(tmp_path / "export.xlsx", [ROWS[0], {}, ROWS[2]])

    _export, rows = read(path.read_bytes())

    assert [(row.row, row.problem) for row in rows] == [(3, ""), (5, "")]


def test_workbook_with_too_many_parts_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_PARTS", 3)
    path = write_xlsx(tmp_path / "export.xlsx", ROWS)

    with pytest.raises(UnreadableExport):
        read(path.read_bytes())


def test_row_with_a_delimiter_too_many_is_refused(mapper):
    export, rows = read(as_csv(ROWS).replace(f"{NUMBERS[1]},", f"{NUMBERS[1]},,", 1).encode())
    shifted = (*rows[1].cells[:-1], "iets")

    with pytest.raises(UnusableRow) as problem:
        mapper.project(shifted, export.layout)

    assert "scheidingsteken te veel" in str(problem.value)


def test_write_csv_writes_what_is_read(tmp_path):
    path = write_csv(tmp_path / "export.csv", ROWS)

    export, rows = read(path.read_bytes())

    assert numbers(export, rows) == NUMBERS
