"""Elasticsearch's answer: one request a page, the first time of a word one more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from search.contract import bounded_page
from search.elastic import statistics as known
from search.elastic.asking import ask, holds_nothing
from search.elastic.connection import Deadline
from search.elastic.shape import DEEPEST, asked_name
from search.elastic.standing import Standing, must_be_well, standing
from search.elastic.unavailable import Unavailable
from search.elastic.wording import Query, matching, scored
from search.engines.contract import WORDS, Answered, Asked, Hit
from search.engines.tallying import (
    MATCHED,
    aggregations,
    narrowing,
    nothing_counted,
    tallies,
    without_filter,
)
from search.index.keeping import MODELS, known_words
from search.matching.question import Alternative, Clause, Question
from search.ordering import NEWEST, OLDEST, RELEVANCE, TITLE
from search.reading import Reading, Words

NAME = "elasticsearch"
_BY_DATE = [{"published": "desc"}, {"key": "desc"}]
SORTS: dict[str, list[Any]] = {
    RELEVANCE: ["_score", *_BY_DATE],
    NEWEST: _BY_DATE,
    OLDEST: [{"published": "asc"}, {"key": "asc"}],
    TITLE: ["title", {"key": "asc"}],
}


def answer(asked: Asked) -> Answered:
    """Answer from the copy in Elasticsearch.

    Raises:
        Unavailable: the copy can't be asked now, or did not answer in time.
    """
    stands = must_be_well(standing())
    asking = _Asking(asked, stands)
    words = Words(stands.lexicon, stands.words_stamp, lambda: known_words(stands))
    reading = Reading(asked.query, words, asking)
    page = asking.shown(reading.matched)
    return Answered(
        query=asked.query.on_page(page.number),
        total=page.narrowed,
        hits=page.hits,
        tallies=tallies(asked, page.counted) if page.counted else nothing_counted(asked),
        store=NAME,
        relaxed={} if page.narrowed or not asked.query.is_narrowed else asking.relaxed(page),
        remarks=reading.remarks,
        marker=reading.marker,
        is_settled=stands.is_settled,
    )


@dataclass(frozen=True)
class Page:
    """What a request gave. ``total`` answers the words, ``narrowed`` the filters too."""

    total: int = 0
    narrowed: int = 0
    number: int = 1
    hits: tuple[Hit, ...] = ()
    counted: Mapping[str, Any] = field(default_factory=dict)
    dead: tuple[Clause, ...] = ()
    is_partial: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)


class _Asking:
    """One finder's question, as Elasticsearch is asked it: a `Matching` of pages."""

    def __init__(self, asked: Asked, stands: Standing) -> None:
        self.asked = asked
        self.name = asked_name(stands.generation)
        self.version = stands.version - stands.behind
        self.scope: list[Query] = [{"terms": {"kind": list(asked.kinds)}}]
        self.deadline = Deadline(settings.ELASTICSEARCH_SECONDS)
        self.statistics: known.Statistics | None = None
        self.sure: set[known.Ways] = set()
        self.shelf = stands.shelf
        self.is_known_to_hold = False

    def everything(self) -> Page:
        """The page of all documents in scope."""
        return self._page({"bool": {"filter": self.scope}})

    def match(self, question: Question, *, least: int = 0) -> Page:
        """The page of what answers; nothing is asked where nothing can."""
        self.fetch(question.every_clause())
        required = question.required
        dead = tuple(clause for clause in required if not self.frequency(clause))
        if len(required) - len(dead) < (least or len(required)):
            return Page(dead=dead)
        among = matching(question, self.scope, least=least)
        if self.asked.query.order == RELEVANCE and self.statistics is not None:
            counts = self.statistics
            among = scored(question, among, lambda atom: known.rarity(counts, atom), counts.newest)
        return self._page(among, is_partial=bool(least))

    def fetch(self, clauses: Iterable[Clause]) -> None:
        """Learn how often clauses are answered, where that is not known."""
        self.statistics = known.statistics(
            self.name,
            self.scope,
            clauses,
            version=self.version,
            deadline=self.deadline,
            sure=self.sure,
        )
        if not self.statistics.size:
            self._must_hold_something()

    def frequency(self, clause: Clause) -> int:
        """How many documents in scope answer ``clause``."""
        if self.statistics is None or not known.is_known(self.statistics, clause):
            self.fetch([clause])
        return known.frequency(self.statistics, clause) if self.statistics else 0

    def adds(self, clause: Clause, alternative: Alternative) -> bool:
        """Whether ``alternative`` finds anything that the words of ``clause`` as typed do not."""
        if self.statistics is None or not known.is_known(self.statistics, clause):
            self.fetch([clause])
        return bool(self.statistics and known.adds(self.statistics, clause, alternative))

    def shown(self, page: Page) -> Page:
        """``page``, or the last one when it is past that."""
        if not page.narrowed:
            return replace(page, number=1)
        last = bounded_page(page.number, page.narrowed, self.asked.size)
        if last == page.number:
            return page
        return self._page(page.body["query"], number=last, is_partial=page.is_partial)

    def relaxed(self, page: Page) -> dict[str, int]:
        """How much there is without one of the filters, or without the words."""
        found = {
            name: without_filter(self.asked, page.counted, name) if page.counted else 0
            for name, keys in self.asked.query.chosen.items()
            if keys
        }
        if self.asked.query.words:
            kept = [*self.scope, narrowing(self.asked.narrowings)]
            body = {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": kept}}}
            found[WORDS] = ask(self.name, body, self.deadline)["hits"]["total"]["value"]
            if not found[WORDS]:
                self._must_hold_something()
        return found

    def _page(self, query: Query, *, number: int = 0, is_partial: bool = False) -> Page:
        size = self.asked.size
        number = min(number or self.asked.query.page, DEEPEST // size)
        body = {
            "query": query,
            "post_filter": narrowing(self.asked.narrowings),
            "from": (number - 1) * size,
            "size": size,
            "sort": SORTS.get(self.asked.query.order, SORTS[NEWEST])
            if "should" in query["bool"] or self.asked.query.order != RELEVANCE
            else SORTS[NEWEST],
            "track_total_hits": True,
            "aggs": aggregations(self.asked),
        }
        found = ask(self.name, body, self.deadline)
        counted = found["aggregations"]
        total = counted[MATCHED]["doc_count"]
        if not total:
            self._must_hold_something()
        return Page(
            total=total,
            narrowed=found["hits"]["total"]["value"],
            number=number,
            hits=tuple(_hit(hit["_id"]) for hit in found["hits"]["hits"]),
            counted=counted,
            is_partial=is_partial,
            body=body,
        )

    def _must_hold_something(self) -> None:
        if self.is_known_to_hold or not holds_nothing(self.name, self.deadline):
            self.is_known_to_hold = True
        elif MODELS[self.shelf].objects.filter(gone=False).exists():
            raise Unavailable(_("De kopie in Elasticsearch is leeg."))


def _hit(name: str) -> Hit:
    kind, _sign, key = name.partition(":")
    return Hit(kind, int(key))
