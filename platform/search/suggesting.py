"""What somebody may be typing: titles in the index of which a word begins so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from search.analysis.compounds import Lexicon
from search.analysis.folding import folded
from search.analysis.tokens import words_in
from search.index.keeping import MODELS, known_words, snapshot
from search.index.snapshot import Snapshot
from search.index.sums import Planes, groups
from search.matching.question import Clause, Question, clause_for
from search.matching.scoring import Matcher
from search.registry import findable

#: From so many letters on something is suggested.
SHORTEST = 3
#: So many words that begin so are looked up, and so many documents looked at.
MOST_WORDS, MOST_DOCUMENTS = 24, 60
MOST_TYPED = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant: its kind, its title and its page."""

    kind: str
    title: str
    url: str
    about: str = ""


def stamp() -> str:
    """Names what suggestions are made of: while it is the same, so are they. One statement."""
    return snapshot().stamp


def suggest(typed: str, *, kinds: Sequence[str], most: int) -> list[Suggestion]:
    """Titles of ``kinds`` that have every word of ``typed``, the last one as far as it is typed.

    Three statements at most, and the words of the index once for each of its versions.
    """
    words = words_in(typed)[:MOST_TYPED]
    if not words or (len(words[-1]) < SHORTEST and len(words) == 1):
        return []
    current = snapshot()
    matcher = Matcher(current, _scope(current, kinds))
    clauses = [clause_for(word, Lexicon()) for word in words[:-1]]
    question = Question((*clauses, _begun(words[-1], current, matcher)))
    matched = matcher.match(question)
    slots = list(islice(_best(current, matched.planes, matched.found), MOST_DOCUMENTS))
    rows = MODELS[current.shelf].objects.in_bulk(slots) if slots else {}
    found = (rows[slot] for slot in slots if slot in rows)
    fitting = (row for row in found if _fits(row.title, words))
    return [
        Suggestion(row.kind, row.title, row.url, row.about[0] if row.about else "")
        for row in islice(fitting, most)
    ]


def _scope(current: Snapshot, kinds: Sequence[str]) -> int:
    """What is found while nobody asks for more: no conclusion that was withdrawn."""
    scope = 0
    for kind in kinds:
        bits = current.of_kinds([kind])
        for name, values in findable(kind).by_default.items():
            bits &= current.with_value(name, values)
        scope |= bits
    return scope


def _begun(word: str, current: Snapshot, matcher: Matcher) -> Clause:
    """A clause answered by ``word`` and by every word that begins with it."""
    longer = known_words(current).beginning(word, MOST_WORDS)
    clauses = [clause_for(one, Lexicon()) for one in longer]
    clause = clause_for(word, Lexicon())
    matcher.fetch([clause, *clauses])
    alternatives = [one.alternatives[0] for one in clauses if matcher.frequency(one)]
    return replace(clause.widened(*alternatives), optional=False)


def _best(current: Snapshot, planes: Planes, found: int) -> Iterator[int]:
    for group in groups(planes, found):
        yield from current.by_date(group)


def _fits(title: str, typed: Sequence[str]) -> bool:
    """Whether each word of ``typed`` begins a word of ``title``."""
    said = [folded(word) for word in words_in(title)]
    return all(any(word.startswith(folded(one)) for word in said) for one in typed)
