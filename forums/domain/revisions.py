"""What changed from one revision of minutes to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from forums.records import MinutesRevision

#: Beyond this many words a comparison takes too long: both texts are shown whole.
MOST_WORDS = 4000


class Piece(NamedTuple):
    """Words that stayed, came or went: ``same``, ``added``, ``removed``."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """A revision, and how it differs from the one before it."""

    revision: MinutesRevision
    pieces: tuple[Piece, ...]


def changes(revisions: Iterable[MinutesRevision]) -> list[Change]:
    """Each revision but the first with what changed, the latest first."""
    in_order = sorted(revisions, key=lambda one: one.number)
    found = [
        Change(later, tuple(pieces(_words_of(before), _words_of(later))))
        for before, later in pairwise(in_order)
    ]
    return found[::-1]


def pieces(before: str, after: str) -> Iterator[Piece]:
    """``after`` beside ``before``, in runs of words."""
    old, new = re.findall(r"\S+|\s+", before), re.findall(r"\S+|\s+", after)
    if len(old) + len(new) > MOST_WORDS:
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Piece("removed", "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece("added", "".join(new[new_from:new_to]))


def _words_of(revision: MinutesRevision) -> str:
    return revision.text or revision.not_discussed
