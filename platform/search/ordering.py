"""What was found in its order: by relevance, by date, by title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.analysis.folding import folded
from search.contract import FinderQuery
from search.index.bitmaps import slots_in
from search.index.keeping import MODELS
from search.index.snapshot import Snapshot
from search.index.sums import groups
from search.matching.scoring import Matched

RELEVANCE, NEWEST, OLDEST, TITLE = "relevantie", "nieuwste", "oudste", "titel"
ORDERS = (NEWEST, OLDEST, TITLE)
#: A set as small as this is sorted; of a larger one the first are looked for.
SMALL = 2_000


def ordered(query: FinderQuery, current: Snapshot, matched: Matched, found: int) -> Iterator[int]:
    """The slots of ``found`` in the order that ``query`` asks."""
    if query.order == RELEVANCE and query.words:
        for group in groups(matched.planes, found):
            yield from _newest(current, group)
    elif query.order == TITLE:
        yield from current.walk(found, _titles(current))
    elif query.order == OLDEST:
        yield from (
            reversed(current.by_date(found))
            if found.bit_count() <= SMALL
            else current.walk(found, current.newest[::-1])
        )
    else:
        yield from _newest(current, found)


def _newest(current: Snapshot, bits: int) -> Iterable[int]:
    if bits.bit_count() == 1:
        return slots_in(bits)
    if bits.bit_count() <= SMALL:
        return current.by_date(bits)
    return current.walk(bits, current.newest)


def _titles(current: Snapshot) -> list[int]:
    """All slots by their title; read once for each version of the index."""
    if current.titles is None:
        rows = MODELS[current.shelf].objects.filter(gone=False).values_list("title", "slot")
        keyed = sorted(
            (" ".join(folded(word) for word in title.split()), current.keys[slot], slot)
            for title, slot in rows
            if slot < len(current.keys)
        )
        current.titles = [slot for _title, _key, slot in keyed]
    return current.titles
