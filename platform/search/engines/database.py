"""The database's answer: postings from its index, sets of documents in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from search.contract import FinderQuery, bounded_page
from search.engines.contract import WORDS, Answered, Asked, Hit, Tally, Union
from search.index.keeping import known_words, snapshot
from search.index.snapshot import Snapshot
from search.matching.scoring import Matched, Matcher
from search.ordering import ordered
from search.reading import Reading, Words
from search.stores import database_store


def read_words(query: FinderQuery, current: Snapshot, scope: int) -> Reading[Matched]:
    """The words of ``query``, answered from ``current`` within ``scope``."""
    words = Words(current.lexicon, current.words_stamp, lambda: known_words(current))
    return Reading(query, words, Matcher(current, scope))


def answer(asked: Asked) -> Answered:
    """Answer from the index of the database."""
    current = snapshot()
    reading = read_words(asked.query, current, current.of_kinds(asked.kinds))
    matched = reading.matched.found
    narrowings = {
        name: current.with_value(name, values) for name, values in asked.narrowings.items()
    }
    found = matched & _all(narrowings.values())
    total = found.bit_count()
    query = asked.query.on_page(bounded_page(asked.query.page, total, asked.size))
    return Answered(
        query=query,
        total=total,
        hits=tuple(_page(asked, query, current, reading.matched, found)),
        tallies={
            name: _tally(name, current, matched & _all(_others(name, narrowings)))
            for name in asked.unions
        },
        store=database_store().name,
        relaxed={}
        if total or not query.is_narrowed
        else dict(_relaxed(asked, current, matched, narrowings)),
        remarks=reading.remarks,
        marker=reading.marker,
    )


def _tally(name: str, current: Snapshot, base: int) -> Tally:
    def count(values: Union) -> int:
        return (current.with_value(name, values) & base).bit_count()

    return Tally(count, {value for value, _bits in current.values_of(name)})


def _relaxed(
    asked: Asked, current: Snapshot, matched: int, narrowings: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    for name, keys in asked.query.chosen.items():
        if keys:
            rest = matched & _all(_others(name, narrowings))
            if name in asked.by_default:
                rest &= current.with_value(name, asked.by_default[name])
            yield name, rest.bit_count()
    if asked.query.words:
        everything = current.of_kinds(asked.kinds) & _all(narrowings.values())
        yield WORDS, everything.bit_count()


def _page(
    asked: Asked, query: FinderQuery, current: Snapshot, matched: Matched, found: int
) -> Iterator[Hit]:
    start = (query.page - 1) * asked.size
    for place, slot in enumerate(ordered(query, current, matched, found)):
        if place >= start + asked.size:
            return
        if place >= start:
            yield Hit(current.kind_of(slot), current.keys[slot])


def _others(name: str, narrowings: Mapping[str, int]) -> Iterator[int]:
    return (bits for other, bits in narrowings.items() if other != name)


def _all(sets: Iterable[int]) -> int:
    bits = -1
    for those in sets:
        bits &= those
    return bits
