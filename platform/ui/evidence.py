"""The evidence map: how much is known about a theme at a level."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a count, the address that lists what was counted, and its tint."""

    count: int
    url: str = ""
    label: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One theme with a cell for each column."""

    label: str
    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """A table of themes by levels. Make one with ``evidence_map``."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tint(count: int, highest: int) -> int:
    """Return the tint, 0 to 10, of ``count`` when the fullest cell holds ``highest``.

    The root makes small counts visible beside large ones: one project is never a blank cell.
    """
    if count <= 0 or highest <= 0:
        return 0
    return max(1, min(STEPS, round(STEPS * math.sqrt(count / highest))))


def evidence_map(
    columns: Iterable[str], rows: Iterable[tuple[str, Iterable[tuple[int, str]]]]
) -> EvidenceMap:
    """Return the map of ``rows``: for each theme its label and, per column, (count, address)."""
    names = tuple(columns)
    counted = [(label, tuple(cells)) for label, cells in rows]
    highest = max((count for _, cells in counted for count, _ in cells), default=0)
    return EvidenceMap(
        columns=names,
        rows=tuple(
            Row(
                label=label,
                cells=tuple(
                    Cell(count, url, f"{label}, {name}", tint(count, highest))
                    for name, (count, url) in zip(names, cells, strict=True)
                ),
            )
            for label, cells in counted
        ),
    )
