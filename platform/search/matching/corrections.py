"""What was probably meant by words that nothing answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search.analysis.compounds import Lexicon
from search.analysis.nearness import TWO_FROM, KnownWords
from search.analysis.tokens import read
from search.matching.answering import Frequencies
from search.matching.question import Alternative, Clause, clause_for

#: So many likely words are looked at.
CANDIDATES = 8
#: So many times more often must a word stand in the index to be what was meant; and to be meant by
#: a word that stands there too, which then is a long one: short words are near many others.
LIKELIER, MUCH_LIKELIER = 5, 10


def corrected(clause: Clause, matcher: Frequencies, known: KnownWords, lexicon: Lexicon) -> str:
    """The word near the one of ``clause`` that answers most; nothing if there is none."""
    word = _single_word(clause)
    if not word:
        return ""
    near = known.near(word)[:CANDIDATES]
    if not near:
        return ""
    clauses = {candidate: clause_for(candidate, lexicon) for candidate in near}
    matcher.fetch(clauses.values())
    counts = {candidate: matcher.frequency(clauses[candidate]) for candidate in near}
    found = [candidate for candidate in near if counts[candidate]]
    return found[0] if found else ""


def likelier(clause: Clause, matcher: Frequencies, known: KnownWords, lexicon: Lexicon) -> str:
    """A near word that stands in the index much more often than the one of ``clause``."""
    word = _single_word(clause)
    if not word or (word in known and len(word) < TWO_FROM):
        return ""
    candidate = corrected(clause, matcher, known, lexicon)
    if not candidate:
        return ""
    often = matcher.frequency(clause_for(candidate, lexicon))
    times = MUCH_LIKELIER if word in known else LIKELIER
    return candidate if often >= times * max(1, matcher.frequency(clause)) else ""


def started(
    clause: Clause, matcher: Frequencies, known: KnownWords
) -> tuple[Clause, tuple[str, ...]]:
    """``clause`` answered by the words that begin with its word, and which these are."""
    word = _single_word(clause)
    longer = known.starting_with(word) if word else []
    if not longer:
        return clause, ()
    clauses = [clause_for(candidate, Lexicon()) for candidate in longer]
    matcher.fetch(clauses)
    alive = [c for c in clauses if matcher.frequency(c)]
    return clause.widened(*_firsts(alive)), tuple(c.written for c in alive)


def _firsts(clauses: Iterable[Clause]) -> list[Alternative]:
    return [replace(clause.alternatives[0], said="") for clause in clauses]


def _single_word(clause: Clause) -> str:
    parts = read(clause.written).parts
    return parts[0] if len(parts) == 1 else ""
