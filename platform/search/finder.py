"""The finder over the index: one contract, whatever database is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from search.analysis.folding import folded
from search.contract import (
    PAGE_SIZE,
    Facet,
    FinderQuery,
    Found,
    Relaxation,
    Remark,
    Shape,
    Understanding,
    Unread,
    bounded_page,
    page_of,
)
from search.highlighting import Marker
from search.index.bitmaps import slots_in
from search.index.keeping import MODELS, known_words, snapshot
from search.index.snapshot import Snapshot
from search.index.sums import groups
from search.matching import corrections
from search.matching.question import Clause, Question, question_of
from search.matching.scoring import Matched, Matcher
from search.matching.sources import synonyms_at
from search.registry import Findable, findables
from search.stores import database_store
from search.values import Values

T = TypeVar("T")

WORDS = "q"
RELEVANCE, NEWEST, OLDEST, TITLE = "relevantie", "nieuwste", "oudste", "titel"
ORDERS = (NEWEST, OLDEST, TITLE)
#: A set as small as this is sorted; of a larger one the first are looked for.
SMALL = 2_000
#: With so few hits a word that stands there much more often is offered.
FEW_HITS = 3


@dataclass(frozen=True)
class IndexFacet:
    """A filter: its parameter, its name for people, the values it knows."""

    name: str
    label: str | Promise
    values: Values


class IndexFinder(Generic[T]):
    """Finds things of some ``kinds`` by words and filters.

    ``fetch(hits)`` gets what is on the page, in its order, from pairs of kind and key.
    ``by_default`` are the values of a filter that count while none is chosen.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[str],
        facets: Sequence[IndexFacet],
        fetch: Callable[[Sequence[Hit]], list[T]],
        by_default: Mapping[str, tuple[str, ...]] | None = None,
        size: int = PAGE_SIZE,
    ) -> None:
        self.kinds = tuple(kinds)
        self.facets = {facet.name: facet for facet in facets}
        self.fetch = fetch
        self.by_default = by_default or {}
        self.size = size
        self.shape = Shape(tuple(self.facets), ORDERS, for_words=RELEVANCE)

    def find(self, query: FinderQuery) -> Found[T]:
        """Answer ``query``."""
        query = self._understood(query)
        current = snapshot()
        reading = Reading(query, current, current.of_kinds(self.kinds))
        narrowings = self._narrowings(query, current)
        found = reading.matched.found & _all(narrowings.values())
        total = found.bit_count()
        query = query.on_page(bounded_page(query.page, total, self.size))
        hits = list(self._page(query, current, reading.matched, found))
        return Found(
            query=query,
            page=page_of(self.fetch(hits) if hits else [], query.page, total, self.size),
            total=total,
            facets=tuple(self._facets(query, current, reading.matched.found, narrowings)),
            relaxations=()
            if total or not query.is_narrowed
            else tuple(self._relaxations(query, current, reading.matched.found, narrowings)),
            remarks=reading.remarks,
            marker=reading.marker,
            store=database_store().name,
        )

    def _understood(self, query: FinderQuery) -> FinderQuery:
        chosen: dict[str, tuple[str, ...]] = {}
        unread = list(query.unread)
        for name, facet in self.facets.items():
            known: dict[str, None] = {}
            for key in query.chosen.get(name, ()):
                understood = facet.values.understand(key)
                if understood is None:
                    unread.append(Unread(name, key))
                else:
                    known[understood] = None
            chosen[name] = tuple(known)
        return replace(query, chosen=chosen, unread=tuple(unread))

    def _narrowings(self, query: FinderQuery, current: Snapshot) -> dict[str, int]:
        """For each filter that is set, or counts by default, what it lets through."""
        found = {}
        for name, facet in self.facets.items():
            if keys := query.chosen.get(name, ()):
                covered = (value for key in keys for value in facet.values.covered(key))
                found[name] = current.with_value(name, covered)
            elif name in self.by_default:
                found[name] = current.with_value(name, self.by_default[name])
        return found

    def _facets(
        self, query: FinderQuery, current: Snapshot, matched: int, narrowings: Mapping[str, int]
    ) -> Iterator[Facet]:
        for name, facet in self.facets.items():
            base = matched & _all(bits for other, bits in narrowings.items() if other != name)
            shown = facet.values.shown(
                lambda values, name=name, base=base: (  # type: ignore[misc]
                    current.with_value(name, values) & base
                ).bit_count(),
                {value for value, _bits in current.values_of(name)},
                query.chosen.get(name, ()),
            )
            yield Facet(name, str(facet.label), shown)

    def _relaxations(
        self, query: FinderQuery, current: Snapshot, matched: int, narrowings: Mapping[str, int]
    ) -> Iterator[Relaxation]:
        for name, keys in query.chosen.items():
            if keys:
                rest = _all(bits for other, bits in narrowings.items() if other != name)
                if name in self.by_default:
                    rest &= current.with_value(name, self.by_default[name])
                if total := (matched & rest).bit_count():
                    yield Relaxation(name, query.without(name), total)
        if query.words:
            everything = current.of_kinds(self.kinds) & _all(narrowings.values())
            if total := everything.bit_count():
                yield Relaxation(WORDS, query.without_words(), total)

    def _page(
        self, query: FinderQuery, current: Snapshot, matched: Matched, found: int
    ) -> Iterator[Hit]:
        start = (query.page - 1) * self.size
        for place, slot in enumerate(_ordered(query, current, matched, found)):
            if place >= start + self.size:
                return
            if place >= start:
                yield Hit(current.kind_of(slot), current.keys[slot], slot)


@dataclass(frozen=True)
class KindFound:
    """What was found of one kind: the first few, and how many there are."""

    findable: Findable
    total: int
    hits: tuple[ShownHit, ...]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """Something that was found, as the index shows it: its title and a fragment, marked."""

    title: SafeString
    url: str
    about: tuple[str, ...]
    fragment: SafeString


@dataclass(frozen=True)
class Overview:
    """What was found of every kind."""

    kinds: tuple[KindFound, ...]
    remarks: tuple[Remark, ...]


def find_everything(query: FinderQuery, *, most: int) -> Overview:
    """The best few of every kind that has any; one more statement however many kinds there are."""
    current = snapshot()
    remarks: list[Remark] = []
    found: list[tuple[Findable, int, list[int], Marker]] = []
    for findable in findables():
        scope = current.of_kinds([findable.kind])
        for name, values in findable.by_default.items():
            scope &= current.with_value(name, values)
        reading = Reading(query, current, scope)
        slots = list(islice(_ordered(query, current, reading.matched, reading.matched.found), most))
        if slots:
            found.append((findable, reading.matched.found.bit_count(), slots, reading.marker))
            remarks += [remark for remark in reading.remarks if remark not in remarks]
    wanted = [slot for _findable, _total, slots, _marker in found for slot in slots]
    rows = MODELS[current.shelf].objects.in_bulk(wanted) if wanted else {}
    kinds = (
        KindFound(
            findable,
            total,
            tuple(_shown(rows[slot], marker) for slot in slots if slot in rows),
        )
        for findable, total, slots, marker in found
    )
    return Overview(tuple(kinds), tuple(remarks))


def _shown(row: Any, marker: Marker) -> ShownHit:
    return ShownHit(
        title=marker.marked(row.title),
        url=row.url,
        about=tuple(row.about),
        fragment=marker.best(row.shown),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its kind and key, and its slot on the shelf."""

    kind: str
    key: int
    slot: int


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


def _all(sets: Iterable[int]) -> int:
    bits = -1
    for those in sets:
        bits &= those
    return bits


def _ordered(query: FinderQuery, current: Snapshot, matched: Matched, found: int) -> Iterator[int]:
    if query.order == RELEVANCE and query.words:
        for group in groups(matched.planes, found):
            yield from _newest(current, group)
    elif query.order == TITLE:
        yield from current.walk(found, _titles(current))
    elif query.order == OLDEST:
        yield from (
            reversed(current.by_date(found))
            if found.bit_count() <= SMALL
            else current.walk(found, current.newest[::-1])
        )
    else:
        yield from _newest(current, found)


def _newest(current: Snapshot, bits: int) -> Iterable[int]:
    if bits.bit_count() == 1:
        return slots_in(bits)
    if bits.bit_count() <= SMALL:
        return current.by_date(bits)
    return current.walk(bits, current.newest)


def _titles(current: Snapshot) -> list[int]:
    """All slots by their title; read once for each version of the index."""
    if current.titles is None:
        rows = MODELS[current.shelf].objects.filter(gone=False).values_list("title", "slot")
        keyed = sorted(
            (" ".join(folded(word) for word in title.split()), current.keys[slot], slot)
            for title, slot in rows
            if slot < len(current.keys)
        )
        current.titles = [slot for _title, _key, slot in keyed]
    return current.titles
