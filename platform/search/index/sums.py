"""Adding up scores of all documents at once.

A score is kept as planes: plane n is the set of documents whose score has bit n. Adding two scores
is then some dozen operations on whole sets, however many documents there are, and so is taking the
best ones (P. O'Neil and D. Quass, *Improved query performance with variant indexes*, 1997).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Planes = list[int]


def planes_of(scores: Iterable[tuple[int, int]]) -> Planes:
    """The planes of one score; of a document in several of the sets, the highest counts.

    ``scores`` are pairs of a score and the documents that have it.
    """
    planes: Planes = []
    seen = 0
    for score, bits in sorted(scores, reverse=True):
        fresh = bits & ~seen
        seen |= bits
        if not fresh:
            continue
        planes += [0] * (score.bit_length() - len(planes))
        for place in range(score.bit_length()):
            if score >> place & 1:
                planes[place] |= fresh
    return planes


def added(first: Planes, second: Planes) -> Planes:
    """The sum of two scores."""
    total: Planes = []
    carry = 0
    for place in range(max(len(first), len(second))):
        a = first[place] if place < len(first) else 0
        b = second[place] if place < len(second) else 0
        either = a ^ b
        total.append(either ^ carry)
        carry = (a & b) | (either & carry)
    if carry:
        total.append(carry)
    return total


def at_least(planes: Planes, least: int, among: int) -> int:
    """Those ``among`` whose score is ``least`` or more."""
    if least >> len(planes):
        return 0
    equal, more = among, 0
    for place in reversed(range(len(planes))):
        if least >> place & 1:
            equal &= planes[place]
        else:
            more |= equal & planes[place]
            equal &= ~planes[place]
    return more | equal


def groups(planes: Sequence[int], among: int) -> Iterator[int]:
    """The sets ``among`` with the same score, the highest first; only as far as one looks."""
    waiting = [(among, len(planes))]
    while waiting:
        bits, place = waiting.pop()
        if not bits:
            continue
        if not place:
            yield bits
            continue
        plane = planes[place - 1]
        waiting.append((bits & ~plane, place - 1))
        waiting.append((bits & plane, place - 1))
