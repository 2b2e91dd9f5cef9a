"""A question as a query: the same documents, and the same whole scores, as the database gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from search.analysis.terms import LEVELS, PART_SIGN, WHOLE_SIGN, WORTH
from search.index.snapshot import NEWEST, age_of
from search.matching.question import Alternative, Atom, Clause, Phrase, Question
from search.matching.scoring import PART_LOWER, TOGETHER, UNIT, WITHIN

Query = dict[str, Any]
#: How rare a word is, by the forms it may have.
Rarity = Callable[[Atom], float]
NOTHING: Query = {"match_none": {}}


def anywhere(atom: Atom) -> Query:
    """What holds a word, also as part of a compound."""
    return _terms("holds", atom.terms)


def answers(alternatives: Iterable[Alternative]) -> Query:
    """What answers a clause in any of these ways."""
    ways = [_all([anywhere(atom) for atom in a.atoms]) for a in alternatives if a.atoms]
    return _any(ways)


def says(clause: Clause) -> Query:
    """What says the word of a clause itself, in whatever form."""
    ways = [
        _all([_terms("said", atom.terms) for atom in alternative.atoms])
        for alternative in clause.alternatives[:1]
        if alternative.atoms
    ]
    return _any(ways)


def with_phrase(phrase: Phrase) -> Query:
    """What has words side by side, as they were typed."""
    found = [
        anywhere(atom) for alternative in phrase.clause.alternatives for atom in alternative.atoms
    ]
    return _all([*found, {"match_phrase": {"stream": phrase.stream.strip()}}])


def matching(question: Question, scope: list[Query], *, least: int = 0) -> Query:
    """What answers a question, or ``least`` of its clauses, without scores."""
    needed = list(scope) + [with_phrase(phrase) for phrase in question.phrases]
    required = [answers(clause.alternatives) for clause in question.required]
    if least:
        needed.append({"bool": {"should": required, "minimum_should_match": least}})
    else:
        needed += required
    unwanted = [says(clause) for clause in question.without]
    unwanted += [with_phrase(phrase) for phrase in question.without_phrases]
    query: Query = {"filter": needed}
    if unwanted:
        query["must_not"] = unwanted
    return {"bool": query}


def scored(question: Question, among: Query, rarity: Rarity, newest: int) -> Query:
    """``among``, each with the sum of what its words and its newness are worth."""
    clauses = [*question.clauses, *(phrase.clause for phrase in question.phrases)]
    sums = [best for clause in clauses if (best := _best(_scores(clause, rarity)))]
    if newest:
        sums.append(freshness(newest))
    return {"bool": {**among["bool"], "should": sums}}


def freshness(newest: int) -> Query:
    """The few points for what is new, measured from the newest document."""
    steps = []
    before: dict[str, int] = {}
    for points in range(NEWEST, 0, -1):
        since = newest - age_of(points)
        # Every document in one range: twelve that overlap cost as much as all the rest.
        steps.append((points, {"range": {"published": {"gte": since, **before}}}))
        before = {"lt": since}
    return _best(steps)


def _best(scores: Iterable[tuple[int, Query]]) -> Query:
    """Of a document in several of the sets, the highest score."""
    constant = [{"constant_score": {"filter": query, "boost": score}} for score, query in scores]
    return {"dis_max": {"queries": constant}} if constant else {}


def _scores(clause: Clause, rarity: Rarity) -> Iterator[tuple[int, Query]]:
    single: dict[int, dict[str, None]] = defaultdict(dict)
    for alternative in clause.alternatives:
        if len(alternative.atoms) == 1:
            for score, name in _levels(alternative, rarity):
                single[score][name] = None
        elif alternative.atoms:
            yield from _together(alternative, rarity)
    for score, names in single.items():
        yield score, _terms("levels", names)


def _levels(alternative: Alternative, rarity: Rarity) -> Iterator[tuple[int, str]]:
    atom = alternative.atoms[0]
    unit = UNIT * alternative.weight * rarity(atom)
    for sign, within in ((WHOLE_SIGN, 1.0), (PART_SIGN, WITHIN)):
        for level in LEVELS:
            for term in atom.terms:
                yield max(1, round(unit * WORTH[level] * within)), f"{term}{sign}{level}"


def _together(alternative: Alternative, rarity: Rarity) -> Iterator[tuple[int, Query]]:
    """What has every word, each document by the level of the one it is least about."""
    atoms = alternative.atoms
    rare = sum(rarity(atom) for atom in atoms) / len(atoms)
    unit = UNIT * alternative.weight * rare * TOGETHER
    for least in LEVELS:
        above = [_terms("levels", _from_level(atom, least)) for atom in atoms]
        yield max(1, round(unit * WORTH[least])), _all(above)


def _from_level(atom: Atom, least: int) -> Iterator[str]:
    for term in atom.terms:
        for level in LEVELS:
            if level >= least:
                yield f"{term}{WHOLE_SIGN}{level}"
            if max(0, level - PART_LOWER) >= least:
                yield f"{term}{PART_SIGN}{level}"


def _terms(field: str, terms: Iterable[str]) -> Query:
    listed = list(terms)
    return {"term": {field: listed[0]}} if len(listed) == 1 else {"terms": {field: listed}}


def _all(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else {"bool": {"filter": queries}}


def _any(queries: list[Query]) -> Query:
    if not queries:
        return NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries}}
