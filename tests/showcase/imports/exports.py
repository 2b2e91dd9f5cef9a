"""Exports of our own making, in the layout of the results platform. Every row is fictional."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

GRANT = (
    "EU Grant award in euros (This amount represents the grant awarded after the selection stage"
    " and is indicative. Please note that any changes made during or after the project's lifetime"
    " will not be reflected here.)"
)
PARTS = ("name", "organisation type", "address", "region", "country", "website")
PARTNERS = 100

FIRST_COLUMNS = (
    "Programme",
    "Key Action",
    "Action Type",
    "Call year",
    "Project Identifier",
    "Project Title",
    "Topics",
    "Project Summary",
    "Project Status",
    GRANT,
    "Is Good Practice",
    "Is Success Story",
    "Project Website",
    "Results Available",
    "Results Platform Project Card",
    "Participating countries",
    "Coordinating organisation name",
    "Coordinating organisation type",
    "Coordinator's address",
    "Coordinator's region",
    "Coordinator's country",
    "Coordinator's website",
)
#: The 622 columns of an export.
COLUMNS = (
    *FIRST_COLUMNS,
    *(f"Partner {number} {part}" for number in range(1, PARTNERS + 1) for part in PARTS),
)

Cells = dict[str, str]
_count = itertools.count(1)


def number_of(count: int, agency: str = "BE02") -> str:
    """A number in the range that is kept for examples."""
    return f"2019-1-{agency}-KA229-{999000 + count:06d}"


def project(number: str = "", **cells: str) -> Cells:
    """A Flemish school exchange with one Greek partner; ``cells`` overwrite, by column name."""
    number = number or number_of(next(_count))
    return {
        "Programme": "Erasmus+",
        "Key Action": "Cooperation for innovation and the exchange of good practices",
        "Action Type": "School Exchange Partnerships",
        "Call year": "2019",
        "Project Identifier": number,
        "Project Title": "Water verbindt",
        "Topics": "Environment and climate change; Inclusion - equity",
        "Project Summary": "Vier scholen meten de rivier.\n\nZe vergelijken, en leren van elkaar.",
        "Project Status": "finalized",
        GRANT: "31250.00",
        "Is Good Practice": "No",
        "Is Success Story": "No",
        "Results Available": "Yes",
        "Results Platform Project Card": f"https://ec.europa.eu/projects/#project/{number}",
        "Participating countries": "BE,EL",
        "Coordinating organisation name": "Voorbeeldatheneum De Sluis",
        "Coordinating organisation type": "School/Institute/Educational centre – General education",
        "Coordinator's address": "Kaai 12, 9000, Gent",
        "Coordinator's region": "Prov. Oost-Vlaanderen",
        "Coordinator's country": "BE",
        "Coordinator's website": "www.desluis.example",
        **partner(1, name="Lykeio Paradeigma", address="Odos 1, 10431, Athina", country="EL"),
        **cells,
    }


def foreign(number: str = "", **cells: str) -> Cells:
    """A project without anybody from Flanders."""
    return project(
        number or number_of(next(_count), "DE03"),
        **{
            "Participating countries": "DE,EL",
            "Coordinating organisation name": "Beispielgymnasium",
            "Coordinator's address": "Hauptstraße 9, 10115, Berlin",
            "Coordinator's region": "BERLIN",
            "Coordinator's country": "DE",
            **cells,
        },
    )


def partner(place: int, **parts: str) -> Cells:
    """The columns of one partner."""
    return {f"Partner {place} {part.replace('_', ' ')}": cell for part, cell in parts.items()}


def as_csv(
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
) -> str:
    """The rows as the platform writes them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue()


def write_csv(
    path: Path, rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8-sig", **how: Any
) -> Path:
    """Write an export."""
    path.write_bytes(as_csv(rows, **how).encode(encoding))
    return path


def write_xlsx(
    path: Path, rows: Iterable[Mapping[str, Any]], *, columns: Sequence[str] = COLUMNS
) -> Path:
    """Write a workbook, with a line above the names of the columns."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.create_sheet("Leeswijzer").append(["Dit werkblad heeft geen projecten."])
    sheet = book.create_sheet("Projects")
    sheet.append(["Data extracted on 1 September"])
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    book.save(path)
    return path


def large_export(path: Path, size: int, *, every_flemish: int = 10) -> int:
    """Write at least ``size`` bytes of projects; return how many rows that took."""
    sentence = "Leerlingen en leraren oefenen samen, ver van huis, en schrijven op wat ze zagen.\n"
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
        writer.writeheader()
        for cells in _many(sentence, every_flemish):
            writer.writerow(cells)
            rows += 1
            if rows % 100 == 0 and file.tell() >= size:
                return rows
    return rows


def _many(sentence: str, every_flemish: int) -> Iterator[Cells]:
    for count in itertools.count(1):
        make = project if count % every_flemish == 0 else foreign
        number = f"2019-1-{'BE02' if make is project else 'DE03'}-KA229-{count:06d}"
        many = {}
        for place in range(1, count % 7 + 2):
            many |= partner(place, name=f"Partnerschool {count}.{place}", country="ES")
        yield make(number, **{"Project Summary": sentence * (10 + count % 25), **many})
