"""What was found of every kind: the first few of each, for the page of the one box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString

from search import registry
from search.contract import FinderQuery, Found, Remark, page_of
from search.engines.contract import Hit
from search.engines.database import read_words
from search.finder import IndexFinder
from search.highlighting import Marker
from search.index.keeping import MODELS, snapshot
from search.ordering import ordered
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
        reading = read_words(query, current, scope)
        slots = list(islice(ordered(query, current, reading.matched, reading.matched.found), most))
        if slots:
            found.append((findable, reading.matched.total, slots, reading.marker))
            remarks += reading.remarks
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
    return Overview(tuple(kinds), said_once(remarks))


def said_once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """``remarks``, what is said in the same way of the same word in one, with all it was read as.

    Every kind reads the words on its own, so each may tell of a few of the same synonyms.
    """
    said: list[Remark] = []
    for new in remarks:
        for place, known in enumerate(said):
            if (known.how, known.written, known.query) == (new.how, new.written, new.query):
                said[place] = replace(known, read=tuple(dict.fromkeys([*known.read, *new.read])))
                break
        else:
            said.append(new)
    return tuple(said)


def find_of_kind(query: FinderQuery, kind: str) -> Found[ShownHit]:
    """One page of everything of one ``kind``, as the index shows it."""
    default = registry.findable(kind).by_default
    found = IndexFinder(kinds=[kind], facets=(), fetch=_rows, by_default=default).find(query)
    hits = [_shown(row, found.marker) for row in found.page.object_list]
    return replace(found, page=page_of(hits, found.query.page, found.total))


def _rows(hits: Sequence[Hit]) -> list[Any]:
    rows = MODELS[snapshot().shelf].objects.filter(
        kind__in={hit.kind for hit in hits}, key__in=[hit.key for hit in hits], gone=False
    )
    found = {(row.kind, row.key): row for row in rows}
    return [found[place] for hit in hits if (place := (hit.kind, hit.key)) in found]


def _shown(row: Any, marker: Marker) -> ShownHit:
    return ShownHit(
        title=marker.marked(row.title),
        url=row.url,
        about=tuple(row.about),
        fragment=marker.best(row.shown),
    )
