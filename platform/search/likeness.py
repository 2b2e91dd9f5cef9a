"""What is about the same as something else: what says the words that tell most about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from search.analysis.terms import PART_SIGN, WHOLE_SIGN, WORTH, terms_of
from search.documents import SearchDocument
from search.engines.contract import Hit, Union
from search.index.bitmaps import bitmap
from search.index.keeping import snapshot
from search.index.snapshot import Snapshot
from search.index.sums import Planes, added, at_least, groups, planes_of
from search.matching.question import Alternative, Atom, Clause
from search.matching.scoring import WITHIN, Matcher
from search.stores import database_store

#: How many of the weightiest terms are looked up, in one statement on every database.
LOOKED_UP = 28
#: Of those, how many of the most telling ones are asked.
ASKED = 16
#: What is like it scores at least this part of what it scores itself …
NEAR = 0.12
#: … and says at least so many of the words (all of them, where there are fewer).
COMMON = 3


def like(
    things: Sequence[Hit],
    *,
    words: str = "",
    kinds: Sequence[str] = (),
    narrowed: Mapping[str, Union] | None = None,
    without: Collection[Hit] = (),
    most: int = 5,
    common: int = COMMON,
) -> list[Hit]:
    """What is about the same as ``things``, and as what ``words`` say; the likest first.

    Of ``kinds`` (those of ``things``), with one of the values of each filter in ``narrowed``,
    never one of ``things`` or ``without``. Of what is equally like, the newest comes first. What
    is in the index everybody may see, so the answer may be shown to anybody.

    ``common`` is how many telling words must be shared: fewer for a title than for a whole text.

    Three short statements at most, however many things there are and however much is like them.
    """
    current = snapshot()
    slots = _slots_of(current, things)
    telling = _terms(current, slots, words)
    if not telling:
        return []
    scope = current.of_kinds(kinds or sorted({one.kind for one in things}))
    matcher = Matcher(current, scope | bitmap(slots))
    clauses = _telling(matcher, telling, scope & ~bitmap(slots))
    planes, shared = _summed(matcher, clauses)
    itself = sum(_highest(matcher, one) for one in clauses)
    found = scope & ~bitmap([*slots, *_slots_of(current, without)])
    for name, values in (narrowed or {}).items():
        found &= current.with_value(name, values)
    found = at_least(shared, min(common, max(1, len(clauses))), found)
    found = at_least(planes, max(1, round(itself * NEAR)), found)
    return list(_first(current, groups(planes, found), most))


def _slots_of(current: Snapshot, things: Iterable[Hit]) -> list[int]:
    """Where ``things`` stand; what is not in the index stands nowhere."""
    places = (_slot_of(current, one) for one in things)
    return [slot for slot in places if slot is not None]


def _slot_of(current: Snapshot, one: Hit) -> int | None:
    """Looked for in the array itself: no step of ours for each of a hundred thousand."""
    of_kind = current.of_kinds([one.kind])
    slot = -1
    while True:
        try:
            slot = current.keys.index(one.key, slot + 1)
        except ValueError:
            return None
        if of_kind >> slot & 1:
            return slot


def _terms(current: Snapshot, slots: Sequence[int], words: str) -> dict[str, float]:
    """The weightiest terms of what stands in ``slots`` and of ``words``.

    Of equal weight the longer one: it is mostly the rarer.
    """
    listed = list(database_store().terms(current.shelf, slots).values()) if slots else []
    if words:
        listed.append(list(terms_of(SearchDocument("", 0, words, ""), current.lexicon).leveled))
    weights: dict[str, float] = defaultdict(float)
    for leveled in listed:
        for term, weight in _weighed(leveled).items():
            weights[term] += weight
    heaviest = sorted(weights, key=lambda term: (-weights[term], -len(term), term))
    return {term: weights[term] for term in heaviest[:LOOKED_UP]}


def _weighed(leveled: Iterable[str]) -> dict[str, float]:
    """Terms from how a store keeps them, with how much one document is about each."""
    weights: dict[str, float] = {}
    for one in leveled:
        sign = WHOLE_SIGN if WHOLE_SIGN in one else PART_SIGN
        term, _sign, level = one.rpartition(sign)
        weight = WORTH[int(level)] * (1.0 if sign == WHOLE_SIGN else WITHIN)
        weights[term] = max(weights.get(term, 0.0), weight)
    return weights


def _telling(matcher: Matcher, weights: Mapping[str, float], others: int) -> list[Clause]:
    """The terms that set it apart from the rest and that some ``others`` say, as clauses."""
    clauses = [Clause(term, (Alternative((Atom((term,)),), weights[term]),)) for term in weights]
    matcher.fetch(clauses)
    said = [one for one in clauses if _saying(matcher, one) & others]
    said.sort(key=lambda one: (-_highest(matcher, one), one.written))
    return said[:ASKED]


def _saying(matcher: Matcher, clause: Clause) -> int:
    bits = 0
    for _score, those in matcher.scores(clause):
        bits |= those
    return bits


def _highest(matcher: Matcher, clause: Clause) -> int:
    return max((score for score, _bits in matcher.scores(clause)), default=0)


def _summed(matcher: Matcher, clauses: Iterable[Clause]) -> tuple[Planes, Planes]:
    """The scores of all documents, and how many of the terms each has."""
    planes: Planes = []
    common: Planes = []
    for clause in clauses:
        planes = added(planes, planes_of(matcher.scores(clause)))
        common = added(common, [_saying(matcher, clause)])
    return planes, common


def _first(current: Snapshot, sets: Iterator[int], most: int) -> Iterator[Hit]:
    left = most
    for bits in sets:
        for slot in current.by_date(bits)[:left]:
            yield Hit(current.kind_of(slot), current.keys[slot])
            left -= 1
        if left <= 0:
            return
