"""How the words of a question are read: what they find, and what was meant by those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.contract import FinderQuery, Remark, Understanding
from search.highlighting import Marker
from search.index.keeping import known_words
from search.index.snapshot import Snapshot
from search.matching import corrections
from search.matching.question import Clause, Question, question_of
from search.matching.scoring import Matched, Matcher
from search.matching.sources import synonyms_at

#: With so few hits a word that stands there much more often is offered.
FEW_HITS = 3


class Reading:
    """The words of a question as they were understood in the end, and what answers them."""

    def __init__(self, query: FinderQuery, current: Snapshot, scope: int) -> None:
        self.query = query
        self.current = current
        self.matcher = Matcher(current, scope)
        self.remarks: tuple[Remark, ...] = ()
        self.marker = Marker()
        self.matched = Matched(scope, [])
        if query.words:
            self.synonyms = synonyms_at(current.words_stamp)
            question = question_of(query.words, self.synonyms, current.lexicon)
            if question.asks_something:
                self._answer(question)

    def _answer(self, question: Question) -> None:
        self.matched = self.matcher.match(question)
        if not self.matched.found:
            question = self._mended(question)
        elif self.matched.found.bit_count() <= FEW_HITS:
            self._offer(question)
        self.remarks += tuple(_synonyms_of(question, self.matcher))
        positive = (*question.clauses, *(phrase.clause for phrase in question.phrases))
        terms = {term for clause in positive for term in _terms(clause)}
        self.marker = Marker(terms, self.current.lexicon)

    def _mended(self, question: Question) -> Question:
        """The question with what was probably meant, where that is answered."""
        clauses, remarks = [], []
        for clause in question.clauses:
            mended, remark = clause, None
            if clause in self.matched.dead:
                mended, remark = self._revived(clause)
            clauses.append(mended)
            remarks += [remark] if remark else []
        if remarks:
            question = replace(question, clauses=tuple(clauses))
            self.matched = self.matcher.match(question)
        if not self.matched.found:
            partly = self.matcher.match(question, partly=True)
            if partly.found and partly.is_partial:
                self.matched = partly
                remarks.append(Remark(Understanding.PARTLY))
        if self.matched.found:
            self.remarks = tuple(remarks)
        return question

    def _revived(self, clause: Clause) -> tuple[Clause, Remark | None]:
        known = known_words(self.current)
        mended, longer = corrections.started(clause, self.matcher, known)
        if longer:
            return mended, Remark(Understanding.STARTED, clause.written, longer)
        word = corrections.corrected(clause, self.matcher, known, self.current.lexicon)
        if not word:
            return clause, None
        question = question_of((word,), self.synonyms, self.current.lexicon)
        remark = Remark(Understanding.CORRECTED, clause.written, (word,))
        return question.clauses[0], remark

    def _offer(self, question: Question) -> None:
        known = known_words(self.current)
        for clause in question.clauses:
            word = corrections.likelier(clause, self.matcher, known, self.current.lexicon)
            if word:
                pieces = tuple(word if p == clause.written else p for p in self.query.words)
                if pieces != self.query.words:
                    asked = self.query.with_words(pieces)
                    self.remarks += (
                        Remark(Understanding.MEANT, clause.written, (word,), query=asked),
                    )


def _synonyms_of(question: Question, matcher: Matcher) -> Iterator[Remark]:
    for clause in question.clauses:
        said = [
            alternative.said
            for alternative in clause.alternatives
            if alternative.said and matcher.frequency(replace(clause, alternatives=(alternative,)))
        ]
        if said:
            yield Remark(Understanding.ALSO, clause.written, tuple(dict.fromkeys(said)))


def _terms(clause: Clause) -> Iterator[str]:
    for alternative in clause.alternatives:
        for atom in alternative.atoms:
            yield from atom.terms
