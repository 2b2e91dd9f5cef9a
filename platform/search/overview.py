"""What was found of every kind: the first few of each, for the page of the one box."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString

from search.contract import FinderQuery, Remark
from search.highlighting import Marker
from search.index.keeping import MODELS, snapshot
from search.ordering import ordered
from search.reading import Reading
from search.registry import Findable, findables


@dataclass(frozen=True, slots=True)
class ShownHit:
    """Something that was found, as the index shows it: its title and a fragment, marked."""

    title: SafeString
    url: str
    about: tuple[str, ...]
    fragment: SafeString


@dataclass(frozen=True)
class KindFound:
    """What was found of one kind: the first few, and how many there are."""

    findable: Findable
    total: int
    hits: tuple[ShownHit, ...]


@dataclass(frozen=True)
class Overview:
    """What was found of every kind."""

    kinds: tuple[KindFound, ...]
    remarks: tuple[Remark, ...]


def find_everything(query: FinderQuery, *, most: int) -> Overview:
    """The best few of every kind that has any; one more statement however many kinds there are."""
    current = snapshot()
    remarks: list[Remark] = []
    found: list[tuple[Findable, int, list[int], Marker]] = []
    for findable in findables():
        scope = current.of_kinds([findable.kind])
        for name, values in findable.by_default.items():
            scope &= current.with_value(name, values)
        reading = Reading(query, current, scope)
        slots = list(islice(ordered(query, current, reading.matched, reading.matched.found), most))
        if slots:
            found.append((findable, reading.matched.found.bit_count(), slots, reading.marker))
            remarks += [remark for remark in reading.remarks if remark not in remarks]
    wanted = [slot for _findable, _total, slots, _marker in found for slot in slots]
    rows = MODELS[current.shelf].objects.in_bulk(wanted) if wanted else {}
    kinds = (
        KindFound(
            findable,
            total,
            tuple(_shown(rows[slot], marker) for slot in slots if slot in rows),
        )
        for findable, total, slots, marker in found
    )
    return Overview(tuple(kinds), tuple(remarks))


def _shown(row: Any, marker: Marker) -> ShownHit:
    return ShownHit(
        title=marker.marked(row.title),
        url=row.url,
        about=tuple(row.about),
        fragment=marker.best(row.shown),
    )
