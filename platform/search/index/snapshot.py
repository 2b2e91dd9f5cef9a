"""Everything of a shelf that a process keeps: who is where, under what, since when."""

from __future__ import annotations

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.analysis.compounds import Lexicon
from search.index.bitmaps import Membership, bitmap, slots_in
from search.index.sums import Planes, planes_of

#: In how much time a document loses half of the little that being new is worth.
HALF_LIFE = 4 * 365 * 24 * 3600 * 1_000_000
NEWEST = 12
#: More postings than these are not kept between two changes of the index.
MOST_POSTINGS = 4_000


class Row(NamedTuple):
    """What is kept of a document."""

    slot: int
    kind: str
    key: int
    published: int
    facets: str
    gone: bool


class State(Protocol):
    """What the database says of its version."""

    @property
    def version(self) -> int:
        """How often the index changed."""

    @property
    def stamp(self) -> str:
        """The name of the last change."""

    @property
    def words_stamp(self) -> str:
        """The name of the last change of what words mean."""


@dataclass
class Snapshot:
    """A shelf at one version. It is never changed: what comes after is another one.

    Only ``postings`` fill while it is asked, and the order of titles the first time.
    """

    shelf: str
    version: int
    stamp: str
    lexicon: Lexicon
    words_stamp: str = ""
    keys: array[int] = field(default_factory=lambda: array("q"))
    published: array[int] = field(default_factory=lambda: array("q"))
    kinds: dict[str, int] = field(default_factory=dict)
    facets: dict[str, int] = field(default_factory=dict)
    #: The slots, the newest first; of the same moment the last written first.
    newest: list[int] = field(default_factory=list)
    freshness: Planes = field(default_factory=list)
    postings: dict[str, int] = field(default_factory=dict)
    #: The same for all snapshots that followed from one another.
    lineage: object = field(default_factory=object)
    _rank: array[int] | None = None
    titles: list[int] | None = None

    def followed_by(self, state: State, rows: Sequence[Row]) -> Snapshot:
        """This shelf after ``rows`` changed."""
        size = max([len(self.keys), *(row.slot + 1 for row in rows)])
        keys, published = _grown(self.keys, size), _grown(self.published, size)
        changed = bitmap(row.slot for row in rows)
        kinds = {kind: bits & ~changed for kind, bits in self.kinds.items()}
        facets = {value: bits & ~changed for value, bits in self.facets.items()}
        touched = set(slots_in(changed))
        standing = [row for row in rows if not row.gone]
        for row in standing:
            keys[row.slot], published[row.slot] = row.key, row.published
        for kind, slots in _gathered((row.kind, row.slot) for row in standing).items():
            kinds[kind] = kinds.get(kind, 0) | bitmap(slots)
        pairs = ((value, row.slot) for row in standing for value in row.facets.split())
        for value, slots in _gathered(pairs).items():
            facets[value] = facets.get(value, 0) | bitmap(slots)

        def newness(slot: int) -> tuple[int, int]:
            return -published[slot], -keys[slot]

        newest = [slot for slot in self.newest if slot not in touched]
        fresh = [row.slot for row in standing]
        if len(fresh) > len(newest) // 10:
            newest = sorted(newest + fresh, key=newness)
        else:
            for slot in fresh:
                insort(newest, slot, key=newness)
        return Snapshot(
            shelf=self.shelf,
            version=state.version,
            stamp=state.stamp,
            words_stamp=state.words_stamp,
            lexicon=self.lexicon,
            lineage=self.lineage,
            keys=keys,
            published=published,
            kinds=kinds,
            facets={value: bits for value, bits in facets.items() if bits},
            newest=newest,
            freshness=_freshness(newest, published),
        )

    def of_kinds(self, kinds: Iterable[str]) -> int:
        """The documents of ``kinds``."""
        bits = 0
        for kind in kinds:
            bits |= self.kinds.get(kind, 0)
        return bits

    def with_value(self, name: str, values: Iterable[str]) -> int:
        """The documents with any of ``values`` of a facet."""
        bits = 0
        for value in values:
            bits |= self.facets.get(f"{name}={value}", 0)
        return bits

    def values_of(self, name: str) -> Iterator[tuple[str, int]]:
        """Every value of a facet with its documents."""
        start = f"{name}="
        for value, bits in self.facets.items():
            if value.startswith(start):
                yield value[len(start) :], bits

    def kind_of(self, slot: int) -> str:
        """The kind of the document in ``slot``."""
        return next(kind for kind, bits in self.kinds.items() if bits >> slot & 1)

    def keep_postings(self, found: Mapping[str, int]) -> None:
        """Remember where terms stand, until the index changes."""
        if len(self.postings) > MOST_POSTINGS:
            self.postings.clear()
        self.postings.update(found)

    def by_date(self, bits: int) -> list[int]:
        """The documents of a small set, the newest first."""
        rank = self._ranks()
        return sorted(slots_in(bits), key=rank.__getitem__)

    def walk(self, bits: int, order: Sequence[int]) -> Iterator[int]:
        """The documents of a large set in the ``order`` of all."""
        held = Membership(bits)
        return (slot for slot in order if slot in held)

    def _ranks(self) -> array[int]:
        if self._rank is None:
            rank = array("q", bytes(8 * len(self.keys)))
            for place, slot in enumerate(self.newest):
                rank[slot] = place
            self._rank = rank
        return self._rank


def _grown(held: array[int], size: int) -> array[int]:
    return held + array("q", bytes(8 * (size - len(held))))


def _gathered(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    gathered: dict[str, list[int]] = defaultdict(list)
    for name, slot in pairs:
        gathered[name].append(slot)
    return gathered


def _freshness(newest: Sequence[int], published: Sequence[int]) -> Planes:
    """Some points for what is new, measured from the newest document, so that no clock counts."""
    if not newest:
        return []
    last = published[newest[0]]
    steps = [(points, last - age_of(points)) for points in range(NEWEST, 0, -1)]
    scores: list[tuple[int, list[int]]] = [(points, []) for points, _since in steps]
    place = 0
    for slot in newest:
        while place < len(steps) and published[slot] < steps[place][1]:
            place += 1
        if place == len(steps):
            break
        scores[place][1].append(slot)
    return planes_of([(points, bitmap(slots)) for points, slots in scores])


def age_of(points: int) -> int:
    """Up to what age a document gets ``points``: half of them after a half-life."""
    from math import log2

    return int(HALF_LIFE * log2((NEWEST + 0.5) / (points - 0.5)))
