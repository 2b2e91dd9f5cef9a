"""How often words stand in a scope of the index: learned by asking, known for a while."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log
from threading import Lock
from typing import Any, NamedTuple

from search.elastic.asking import ask
from search.elastic.connection import Deadline
from search.elastic.wording import Query, answers
from search.matching.question import Alternative, Atom, Clause

#: A way to say something, by the forms of its words; and any of some ways.
Way = tuple[tuple[str, ...], ...]
Ways = tuple[Way, ...]


class Beyond(NamedTuple):
    """What is said in one way, and in none of others."""

    way: Way
    others: Ways


#: What was learned is known until so large a share of the documents may have changed.
SHARE = 100
SECONDS = 600.0
MOST = 20_000


@dataclass
class Statistics:
    """How many documents a scope has, the newest moment in the index, how often what is said."""

    size: int
    newest: int
    version: int
    learned: float
    frequencies: dict[Ways | Beyond, int] = field(default_factory=dict)

    def is_good_at(self, version: int) -> bool:
        """Whether it still tells what the index holds at ``version``, near enough for an order."""
        moved = abs(version - self.version)
        return moved * SHARE <= self.size and time.monotonic() - self.learned < SECONDS


_held: dict[tuple[str, str], Statistics] = {}
_lock = Lock()


def statistics(
    name: str,
    scope: list[Query],
    clauses: Iterable[Clause],
    *,
    version: int,
    deadline: Deadline,
    sure: set[Ways],
) -> Statistics:
    """The statistics of ``scope`` with those of ``clauses``; one request when some are new.

    A frequency that is a little old orders as well as a new one. That nothing answers a clause is
    asked again all the same, for each page: something may since. Of ``sure`` it was just asked.
    """
    key = (name, repr(scope))
    with _lock:
        known = _held.get(key)
        if known is not None and (not known.is_good_at(version) or len(known.frequencies) > MOST):
            known = None
    listed = list(clauses)
    wanted: set[Ways | Beyond] = {one for clause in listed for one in _needed(clause)}
    if known is not None:
        wholes = {ways_of(clause.alternatives) for clause in listed} - sure
        dead = {ways for ways in wholes if not known.frequencies.get(ways, 1)}
        wanted -= known.frequencies.keys() - dead
    missing = sorted(wanted, key=repr)
    sure |= {ways for ways in wanted if not isinstance(ways, Beyond)}
    if known is not None and not missing:
        return known
    found = ask(name, _body(scope, missing), deadline)
    counts = found["aggregations"].get("ways", {}).get("buckets", {})
    learned = {ways: counts[str(place)]["doc_count"] for place, ways in enumerate(missing)}
    with _lock:
        if known is None:
            newest = found["aggregations"]["all"]["newest"]["value"]
            size = found["hits"]["total"]["value"]
            known = Statistics(size, int(newest or 0), version, time.monotonic())
            while len(_held) > 50:
                _held.pop(next(iter(_held)))
            _held[key] = known
        known.frequencies.update(learned)
    return known


def is_known(known: Statistics, clause: Clause) -> bool:
    """Whether it was asked how many documents answer ``clause``."""
    ways = ways_of(clause.alternatives)
    return not ways or ways in known.frequencies


def frequency(known: Statistics, clause: Clause) -> int:
    """How many documents answer ``clause``."""
    ways = ways_of(clause.alternatives)
    return known.frequencies[ways] if ways else 0


def adds(known: Statistics, clause: Clause, alternative: Alternative) -> bool:
    """Whether something says ``alternative`` and not what was typed of ``clause``."""
    (way,) = ways_of([alternative]) or ((),)
    return bool(way and known.frequencies.get(Beyond(way, typed_ways(clause))))


def rarity(known: Statistics, atom: Atom) -> float:
    """How much a word says, by how few documents have it: BM25's, within the scope."""
    often = known.frequencies[((atom.terms,),)]
    return log(1 + (known.size - often + 0.5) / (often + 0.5))


def forget() -> None:
    """Know nothing, as a process that just started."""
    with _lock:
        _held.clear()


def ways_of(alternatives: Iterable[Alternative]) -> Ways:
    """The ways of ``alternatives``, by which their frequency is known."""
    return tuple(
        tuple(atom.terms for atom in alternative.atoms)
        for alternative in alternatives
        if alternative.atoms
    )


def typed_ways(clause: Clause) -> Ways:
    """The ways of ``clause`` that are what was typed."""
    return ways_of(alternative for alternative in clause.alternatives if not alternative.said)


def _needed(clause: Clause) -> Iterator[Ways | Beyond]:
    everything = ways_of(clause.alternatives)
    typed = typed_ways(clause)
    for way in everything:
        if way not in typed:
            yield Beyond(way, typed)
    if everything:
        yield everything
    for way in everything:
        yield (way,)
        for terms in way:
            yield ((terms,),)


def _body(scope: list[Query], missing: list[Ways | Beyond]) -> dict[str, Any]:
    aggregations: dict[str, Any] = {
        "all": {"global": {}, "aggs": {"newest": {"max": {"field": "published"}}}}
    }
    if missing:
        filters = {str(place): _query(ways) for place, ways in enumerate(missing)}
        aggregations["ways"] = {"filters": {"filters": filters}}
    return {
        "size": 0,
        "track_total_hits": True,
        "query": {"bool": {"filter": scope}},
        "aggs": aggregations,
    }


def _query(ways: Ways | Beyond) -> Query:
    if isinstance(ways, Beyond):
        return {"bool": {"filter": [_query((ways.way,))], "must_not": [_query(ways.others)]}}
    return answers(Alternative(tuple(Atom(terms) for terms in way)) for way in ways)
