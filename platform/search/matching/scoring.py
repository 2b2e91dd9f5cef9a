"""Which documents answer a question, and how well: BM25 over levels, added up in planes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log

from search.analysis.terms import LEVELS, PART_SIGN, WHOLE_SIGN, WORTH, leveled
from search.index.bitmaps import bitmap, slots_in
from search.index.snapshot import Snapshot
from search.index.sums import Planes, added, at_least, planes_of
from search.matching.question import Alternative, Atom, Clause, Phrase, Question
from search.stores import database_store

#: Scores are whole numbers: so many for one unit of BM25.
UNIT = 64
#: What an alternative of several words is worth, wherever they stand.
TOGETHER = 0.9
#: What a word counts that is part of a compound; among several words, so many levels lower.
WITHIN, PART_LOWER = 0.7, 2


@dataclass(frozen=True)
class Matched:
    """The documents that answer, and the planes of their scores.

    ``dead`` are the clauses that no document answers; ``is_partial`` when not every clause had to
    be there.
    """

    found: int
    planes: Planes
    dead: tuple[Clause, ...] = ()
    is_partial: bool = False

    @property
    def total(self) -> int:
        """How many documents answer."""
        return self.found.bit_count()


class Matcher:
    """Answers questions from one snapshot, within ``scope``."""

    def __init__(self, snapshot: Snapshot, scope: int) -> None:
        self.snapshot = snapshot
        self.scope = scope
        self.size = scope.bit_count()
        #: What this question needs of the postings that all threads share.
        self.postings: dict[str, int] = {}

    def everything(self) -> Matched:
        """All documents in scope."""
        return Matched(self.scope, [])

    def match(self, question: Question, *, least: int = 0) -> Matched:
        """The documents in scope that answer every clause, or ``least`` of the required ones."""
        self.fetch(question.every_clause())
        scored = {clause: self.scores(clause) for clause in question.clauses}
        sets = {clause: _union(scores) for clause, scores in scored.items()}
        found = self.scope
        for phrase in question.phrases:
            found &= self._with_phrase(phrase)
        for clause in question.without:
            found &= ~self._whole(clause)
        for phrase in question.without_phrases:
            found &= ~self._with_phrase(phrase)
        required = question.required
        if least:
            found &= _enough([sets[clause] for clause in required], least, found)
        else:
            for clause in required:
                found &= sets[clause]
        planes: Planes = list(self.snapshot.freshness)
        for clause in question.clauses:
            planes = added(planes, planes_of(scored[clause]))
        for phrase in question.phrases:
            planes = added(planes, planes_of(self.scores(phrase.clause)))
        dead = tuple(clause for clause in required if not sets[clause])
        return Matched(found, planes, dead, bool(least))

    def fetch(self, clauses: Iterable[Clause]) -> None:
        """Ask the database where the terms of ``clauses`` stand, in one statement."""
        terms = {
            term
            for clause in clauses
            for alternative in clause.alternatives
            for atom in alternative.atoms
            for term in atom.terms
        }
        wanted = []
        for term in sorted(terms):
            for sign in (WHOLE_SIGN, PART_SIGN):
                names = leveled(term, sign)
                held = {name: self.snapshot.postings.get(name) for name in names}
                if None in held.values():
                    wanted += names
                else:
                    self.postings |= held  # type: ignore[arg-type]
        if wanted:
            found = database_store().postings(self.snapshot.shelf, wanted)
            fresh = {term: bitmap(found.get(term, [])) for term in wanted}
            self.snapshot.keep_postings(fresh)
            self.postings |= fresh

    def scores(self, clause: Clause) -> list[tuple[int, int]]:
        """Pairs of a score and the documents in scope that have it for ``clause``."""
        found: list[tuple[int, int]] = []
        for alternative in clause.alternatives:
            found += self._alternative(alternative)
        return found

    def frequency(self, clause: Clause) -> int:
        """How many documents in scope answer ``clause``."""
        return _union(self.scores(clause)).bit_count()

    def adds(self, clause: Clause, alternative: Alternative) -> bool:
        """Whether ``alternative`` finds anything that the words of ``clause`` as typed do not."""
        typed = tuple(one for one in clause.alternatives if not one.said)
        found = _union(self.scores(replace(clause, alternatives=(alternative,))))
        return bool(found & ~_union(self.scores(replace(clause, alternatives=typed))))

    def _alternative(self, alternative: Alternative) -> list[tuple[int, int]]:
        if len(alternative.atoms) == 1:
            atom = alternative.atoms[0]
            unit = UNIT * alternative.weight * self._rarity(self._anywhere(atom))
            return [
                (max(1, round(unit * WORTH[level] * within)), bits)
                for term in atom.terms
                for sign, within in ((WHOLE_SIGN, 1.0), (PART_SIGN, WITHIN))
                for level in LEVELS
                if (bits := self._bits(term, sign, level) & self.scope)
            ]
        return self._together(alternative) if alternative.atoms else []

    def _together(self, alternative: Alternative) -> list[tuple[int, int]]:
        """What has every atom, each document by the level of the atom it is least about."""
        sets = [self._anywhere(atom) for atom in alternative.atoms]
        rarity = sum(self._rarity(bits) for bits in sets) / len(sets)
        unit = UNIT * alternative.weight * rarity * TOGETHER
        above = [0] * len(alternative.atoms)
        found, seen = [], 0
        for level in reversed(LEVELS):
            together = self.scope
            for place, atom in enumerate(alternative.atoms):
                above[place] |= self._at_level(atom, level)
                together &= above[place]
            if fresh := together & ~seen:
                found.append((max(1, round(unit * WORTH[level])), fresh))
                seen |= fresh
        return found

    def _at_level(self, atom: Atom, level: int) -> int:
        """The documents with a form of ``atom`` at a level; a part of a compound counts lower."""
        bits = 0
        for term in atom.terms:
            bits |= self._bits(term, WHOLE_SIGN, level)
            for within in LEVELS:
                if max(0, within - PART_LOWER) == level:
                    bits |= self._bits(term, PART_SIGN, within)
        return bits

    def _anywhere(self, atom: Atom, signs: tuple[str, ...] = (WHOLE_SIGN, PART_SIGN)) -> int:
        bits = 0
        for term in atom.terms:
            for sign in signs:
                for level in LEVELS:
                    bits |= self._bits(term, sign, level)
        return bits & self.scope

    def _bits(self, term: str, sign: str, level: int) -> int:
        return self.postings.get(f"{term}{sign}{level}", 0)

    def _rarity(self, bits: int) -> float:
        frequency = bits.bit_count()
        return log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def _whole(self, clause: Clause) -> int:
        """The documents that say the word itself, in whatever form."""
        bits = 0
        for alternative in clause.alternatives[:1]:
            together = self.scope
            for atom in alternative.atoms:
                together &= self._anywhere(atom, (WHOLE_SIGN,))
            bits |= together
        return bits

    def _with_phrase(self, phrase: Phrase) -> int:
        candidates = self.scope
        for alternative in phrase.clause.alternatives:
            for atom in alternative.atoms:
                candidates &= self._anywhere(atom)
        slots = list(slots_in(candidates))
        if not slots:
            return 0
        return bitmap(database_store().with_phrase(self.snapshot.shelf, phrase.stream, slots))


def _union(scores: Iterable[tuple[int, int]]) -> int:
    bits = 0
    for _score, those in scores:
        bits |= those
    return bits


def _enough(sets: list[int], least: int, among: int) -> int:
    planes: Planes = []
    for bits in sets:
        planes = added(planes, [bits])
    return at_least(planes, least, among)
