"""What somebody typed, as the index is asked it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.analysis.compounds import Lexicon
from search.analysis.dutch import HALVES, HALVES_AT_THE_END, OFTEN_HALVES, irregular
from search.analysis.stems import LANGUAGES, stem, stems
from search.analysis.stopwords import may_be_filler, names_a_kind, only_asks, says_something
from search.analysis.terms import phrase
from search.analysis.tokens import read, written_in
from search.matching.synonyms import LONGEST_SPAN, Synonyms

#: What finds a document beside the word itself, and how much less it counts.
SYNONYM, JOINED, CODE_PARTS, COMPOUND_PARTS = 0.75, 0.95, 0.6, 0.5
MOST_SYNONYMS = 10
#: Among so many words some only ask; these count less.
WORDS_THAT_ASK, ASKING = 5, 0.3
#: So many clauses, or as many as many in so many words, are a sentence.
SENTENCE, MANY, SENTENCE_WORDS = 5, 3, 7
#: What is taken as half of a verb wherever it stands; how far from it, and how short the other is.
APART = frozenset({*HALVES, *OFTEN_HALVES})
FARTHEST, SHORTEST_HALF = 8, 3
#: Such as a reference: a year and a number in it, which say nothing apart.
_NUMBER_OF_A_YEAR = re.compile(r"\d{4}-0\d+")
_QUOTED = re.compile(r'^(-?)["“”«»„](.*?)["“”«»“]?$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Atom:
    """One word: the forms under which it may stand in the index."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to answer a clause: every atom is there. ``said`` when it is not what was typed."""

    atoms: tuple[Atom, ...]
    weight: float = 1.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or expression of the question. What is ``optional`` helps to order, no more."""

    written: str
    alternatives: tuple[Alternative, ...]
    optional: bool = False

    def widened(self, *more: Alternative) -> Clause:
        """The clause with other ways to answer it."""
        return replace(self, alternatives=(*self.alternatives, *more))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together, as typed: ``stream`` is how the index has them."""

    written: str
    clause: Clause
    stream: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. Every clause and phrase must be there, nothing ``without`` may."""

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Clause, ...] = ()
    without_phrases: tuple[Phrase, ...] = ()
    #: How many words and phrases were typed.
    typed: int = 0

    @property
    def asks_something(self) -> bool:
        """Whether any word counts."""
        return bool(self.clauses or self.phrases or self.without or self.without_phrases)

    @property
    def required(self) -> tuple[Clause, ...]:
        """The clauses that must be there: all, where none says much."""
        needed = tuple(clause for clause in self.clauses if not clause.optional)
        return needed or (() if self.phrases else self.clauses)

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence, and no list of words that must all be there."""
        number = len(self.required)
        return number >= SENTENCE or (number >= MANY and self.typed >= SENTENCE_WORDS)

    def every_clause(self) -> Iterator[Clause]:
        """All clauses, those of phrases and of what must not be there too."""
        yield from self.clauses
        yield from self.without
        yield from (phrase.clause for phrase in (*self.phrases, *self.without_phrases))


def question_of(pieces: Iterable[str], synonyms: Synonyms, lexicon: Lexicon) -> Question:
    """The question in ``pieces``: words, ``"phrases"``, and either after a ``-``."""
    plain: list[str] = []
    phrases: list[Phrase] = []
    without: list[Clause] = []
    without_phrases: list[Phrase] = []
    pieces = tuple(pieces)
    for piece in pieces:
        quoted = _QUOTED.match(piece)
        if quoted:
            found = _phrase(quoted[2])
            if found is not None:
                (without_phrases if quoted[1] else phrases).append(found)
        elif piece.startswith("-") and piece.strip("-"):
            without += [_clause_of_word(written) for written in written_in(piece)]
        else:
            plain += written_in(piece)
    clauses = list(_clauses(plain, synonyms, lexicon))
    return Question(
        tuple(clauses), tuple(phrases), tuple(without), tuple(without_phrases), len(pieces)
    )


def clause_for(word: str, lexicon: Lexicon) -> Clause:
    """The clause of one word alone."""
    return _with_parts(_clause_of_word(word), word, lexicon)


def _phrase(text: str) -> Phrase | None:
    atoms = [Atom(stems(part)) for written in written_in(text) for part in read(written).parts]
    if not atoms:
        return None
    # A word that says nothing is in no index, but in the stream it stands.
    parts = [part for written in written_in(text) for part in read(written).parts]
    telling = [a for a, part in zip(atoms, parts, strict=True) if says_something(part, "nl")]
    telling = [a for a in telling if not may_be_filler(a.terms[0])]
    clause = Clause(text, (Alternative(tuple(telling)),) if telling else ())
    return Phrase(text, clause, phrase(text))


def _clauses(written: list[str], synonyms: Synonyms, lexicon: Lexicon) -> Iterator[Clause]:
    place = 0
    has_reference = any(_NUMBER_OF_A_YEAR.fullmatch(one) for one in written)
    while place < len(written):
        span, meanings = _longest_known(written, place, synonyms)
        here = written[place : place + span]
        if not read(here[0]).parts:
            place += 1
            continue
        before = written[place - 1] if place else ""
        after = written[place + span] if place + span < len(written) else ""
        place += span
        if not meanings and _is_filler(here[0], len(written)):
            continue
        if span == 1 and len(written) >= WORDS_THAT_ASK and only_asks(_first(here[0])):
            yield _asking(here[0])
            continue
        clause = _clause_of_words(here, lexicon)
        clause = clause.widened(*meanings)
        if span == 1:
            clause = _with_neighbours(clause, before, here[0], after)
            clause = _with_what_stands_apart(clause, here[0], written[place:])
            clause = _with_halves_apart(clause, here[0], lexicon)
        first = _first(here[0])
        optional = span == 1 and (
            (not meanings and may_be_filler(first))
            or (bool(before) and first in APART)
            or (has_reference and names_a_kind(first))
        )
        yield replace(clause, optional=optional)


def _longest_known(
    written: list[str], place: int, synonyms: Synonyms
) -> tuple[int, tuple[Alternative, ...]]:
    for length in range(min(LONGEST_SPAN, len(written) - place), 0, -1):
        found = synonyms.of(written[place : place + length])
        if found:
            alternatives = [
                Alternative(tuple(Atom(terms) for terms in meaning.words), SYNONYM, meaning.said)
                for meaning in found[:MOST_SYNONYMS]
            ]
            return length, tuple(alternatives)
    return 1, ()


def _clause_of_words(written: list[str], lexicon: Lexicon) -> Clause:
    if len(written) == 1:
        return _with_parts(_clause_of_word(written[0]), written[0], lexicon)
    atoms = [
        Atom(stems(part))
        for word in written
        for part in read(word).parts
        if says_something(part, "nl")
    ]
    return Clause(" ".join(written), (Alternative(tuple(atoms)),))


def _clause_of_word(written: str) -> Clause:
    word = read(written)
    if word.whole:
        parts = tuple(Atom(stems(part)) for part in word.parts)
        whole = Alternative((Atom(stems(word.whole)),))
        if _NUMBER_OF_A_YEAR.fullmatch(written):
            return Clause(written, (whole,))
        return Clause(written, (whole, Alternative(parts, CODE_PARTS)))
    atoms = tuple(Atom(stems(part)) for part in word.parts)
    return Clause(written, (Alternative(atoms),) if atoms else ())


def _with_parts(clause: Clause, written: str, lexicon: Lexicon) -> Clause:
    """Let *leesonderwijs* be answered by *onderwijs* in *lezen* too."""
    words = (*read(written).parts, read(written).whole)
    split = [way for word in words for way in lexicon.ways(word)]
    more = [
        Alternative(tuple(Atom(stems(part, ("nl",))) for part in parts), COMPOUND_PARTS)
        for parts in split
    ]
    return clause.widened(*more)


def _with_neighbours(clause: Clause, before: str, word: str, after: str) -> Clause:
    """Let *thuis taal* be answered by *thuistaal*, and *KA 229* by *KA229*."""
    more = []
    for first, second in ((before, word), (word, after)):
        pair = _first(first) + _first(second)
        if first and second and len(pair) > 3:
            more.append(Alternative((Atom(stems(pair, ("nl",))),), JOINED))
    return clause.widened(*more)


def _with_what_stands_apart(clause: Clause, word: str, after: list[str]) -> Clause:
    """Let *telt … mee* be answered by *meetellen*."""
    near = [_first(one) for one in after[:FARTHEST]]
    found = [one for one in near if one in APART]
    if near and len(after) <= FARTHEST and near[-1] in HALVES_AT_THE_END:
        found.append(near[-1])
    more = []
    for one in dict.fromkeys(found):
        forms = (*stems(f"{one}{_first(word)}", ("nl",)), f"{one}{stem(_first(word), 'nl')}")
        more.append(Alternative((Atom(tuple(dict.fromkeys(forms))),), JOINED))
    return clause.widened(*more)


def _with_halves_apart(clause: Clause, word: str, lexicon: Lexicon) -> Clause:
    """Let *meekijken* be answered by *kijken … mee*; *meester* is no *ster … mee*."""
    whole = stem(_first(word), LANGUAGES[0])
    half = next((one for one in HALVES if whole.startswith(one)), "")
    other = whole.removeprefix(half)
    if not half or len(other) < SHORTEST_HALF:
        return clause
    if other not in irregular() and not lexicon.knows(other):
        return clause
    atoms = (Atom((half,)), Atom((other,)))
    return clause.widened(Alternative(atoms, COMPOUND_PARTS))


def _asking(word: str) -> Clause:
    clause = _clause_of_word(word)
    little = [replace(one, weight=one.weight * ASKING) for one in clause.alternatives]
    return Clause(word, tuple(little), optional=True)


def _first(written: str) -> str:
    parts = read(written).parts
    return parts[0] if parts else ""


def _is_filler(written: str, how_many: int) -> bool:
    return how_many > 1 and not any(says_something(part, "nl") for part in read(written).parts)
