"""How the words of a question are read: what they find, and what was meant by those that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Generic

from search.analysis.compounds import Lexicon
from search.analysis.nearness import KnownWords
from search.contract import FinderQuery, Remark, Understanding
from search.highlighting import Marker
from search.matching import corrections
from search.matching.answering import A_co, Frequencies, Matching
from search.matching.question import MANY, Clause, Question, question_of
from search.matching.sources import synonyms_at

#: With so few hits a word that stands there much more often is offered.
FEW_HITS = 3
#: Where no more than a page of documents has all of a sentence, what has half may be meant.
LITTLE = 20


@dataclass(frozen=True)
class Words:
    """What is known of words: what compounds are made of, what means the same, what there is."""

    lexicon: Lexicon
    stamp: str
    known: Callable[[], KnownWords]


class Reading(Generic[A_co]):
    """The words of a question as they were understood in the end, and what answers them."""

    def __init__(self, query: FinderQuery, words: Words, matcher: Matching[A_co]) -> None:
        self.query = query
        self.words = words
        self.matcher = matcher
        self.remarks: tuple[Remark, ...] = ()
        self.marker = Marker()
        question = Question()
        if query.words:
            self.synonyms = synonyms_at(words.stamp)
            question = question_of(query.words, self.synonyms, words.lexicon)
        self.matched = matcher.match(question) if question.asks_something else matcher.everything()
        if question.asks_something:
            self._answer(question)

    def _answer(self, question: Question) -> None:
        if not self.matched.total:
            question = self._mended(question)
        elif question.is_sentence and self.matched.total <= LITTLE:
            self._loosen(question)
        elif self.matched.total <= FEW_HITS:
            self._offer(question)
        self.remarks += tuple(_synonyms_of(question, self.matcher))
        positive = (*question.clauses, *(phrase.clause for phrase in question.phrases))
        terms = {term for clause in positive for term in _terms(clause)}
        self.marker = Marker(terms, self.words.lexicon)

    def _mended(self, question: Question) -> Question:
        """The question with what was probably meant, where that is answered."""
        clauses, remarks = [], []
        for clause in question.clauses:
            mended, remark = clause, None
            if clause in self.matched.dead:
                mended, remark = self._revived(clause, is_sentence=question.is_sentence)
            clauses.append(mended)
            remarks += [remark] if remark else []
        if remarks:
            question = replace(question, clauses=tuple(clauses))
            self.matched = self.matcher.match(question)
        if self.matched.total:
            self.remarks = tuple(remarks)
        if self.matched.total <= (LITTLE if question.is_sentence else 0):
            self._loosen(question, *remarks)
        return question

    def _loosen(self, question: Question, *remarks: Remark) -> None:
        """Be content with half of the clauses; where nothing has half, with a third."""
        number = len(question.required)
        if number < MANY:
            return
        for share in (2, 3):
            partly = self.matcher.match(question, least=ceil(number / share))
            if partly.total > self.matched.total:
                how = Understanding.MOSTLY if self.matched.total else Understanding.PARTLY
                self.matched = partly
                self.remarks = (*remarks, Remark(how))
                return
            if self.matched.total:
                return

    def _revived(self, clause: Clause, *, is_sentence: bool) -> tuple[Clause, Remark | None]:
        known = self.words.known()
        if not is_sentence:
            mended, longer = corrections.started(clause, self.matcher, known)
            if longer:
                return mended, Remark(Understanding.STARTED, clause.written, longer)
        word = corrections.corrected(clause, self.matcher, known, self.words.lexicon)
        if not word:
            return clause, None
        question = question_of((word,), self.synonyms, self.words.lexicon)
        remark = Remark(Understanding.CORRECTED, clause.written, (word,))
        return question.clauses[0], remark

    def _offer(self, question: Question) -> None:
        known = self.words.known()
        for clause in question.clauses:
            word = corrections.likelier(clause, self.matcher, known, self.words.lexicon)
            if word:
                pieces = tuple(word if p == clause.written else p for p in self.query.words)
                if pieces != self.query.words:
                    asked = self.query.with_words(pieces)
                    self.remarks += (
                        Remark(Understanding.MEANT, clause.written, (word,), query=asked),
                    )


def _synonyms_of(question: Question, matcher: Frequencies) -> Iterator[Remark]:
    for clause in question.clauses:
        said = [
            alternative.said
            for alternative in clause.alternatives
            if alternative.said and matcher.adds(clause, alternative)
        ]
        if said:
            yield Remark(Understanding.ALSO, clause.written, tuple(dict.fromkeys(said)))


def _terms(clause: Clause) -> Iterator[str]:
    for alternative in clause.alternatives:
        for atom in alternative.atoms:
            yield from atom.terms
