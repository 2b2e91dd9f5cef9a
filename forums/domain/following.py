"""What followed on conclusions and recommendations, read in one statement.

Sessions, recommendations, answers and silences are four kinds of fact with the same columns, so
the trail of twenty conclusions in a list costs the database no more than that of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Substr

from forums.domain.promises import Promise
from forums.enums import MinutesState, Position
from forums.querysets import of_readable_forum, of_session_taking_place
from forums.records import Minutes, PolicyResponse, PublishedItem, Recommendation
from freshness.prepared import Prepared
from institutions.records import Institution

SESSION, RECOMMENDATION, ANSWER, SILENCE = "session", "recommendation", "answer", "silence"

#: So many characters of an answer come along with the facts.
QUOTED = 400


class Fact(NamedTuple):
    """One thing that followed, for one conclusion (``about``)."""

    kind: str
    about: int
    forum_slug: str
    forum_title: str
    number: int
    """Of the session, or of the recommendation."""
    at: datetime | None
    """When a session begins."""
    on: date | None
    """When a recommendation was published or an answer given."""
    institution_id: int | None
    institution: str
    position: str
    asks_answer: bool
    reported_on: date | None
    """When the forum published its report."""
    term_days: int | None
    """Within how many days after that answers were promised."""
    is_discussed: bool
    """Whether final minutes of a session say what was said on it."""
    session: str
    """The name of a session."""
    quote: str
    """How the words of an answer begin."""
    is_promised: bool
    """Of who is silent: whether they promised the forum an answer."""

    @property
    def promise(self) -> Promise | None:
        """What was promised about an answer to this recommendation, once it is published."""
        return Promise(self.reported_on, self.term_days, self.on) if self.on else None


@dataclass
class FollowedRecommendation:
    """A published recommendation, who answered it, who promised to and has not, and who was asked,
    or was passed the question, without a promise and did not answer either."""

    fact: Fact
    answers: list[Fact] = field(default_factory=list)
    silences: list[Fact] = field(default_factory=list)
    unpromised: list[Fact] = field(default_factory=list)

    def add_silence(self, fact: Fact) -> None:
        """Somebody did not answer; who was asked and passed the question as well counts once."""
        known = {one.institution_id for one in (*self.silences, *self.unpromised)}
        if fact.institution_id not in known:
            (self.silences if fact.is_promised else self.unpromised).append(fact)


@dataclass
class Followed:
    """What followed on one conclusion."""

    sessions: list[Fact] = field(default_factory=list)
    recommendations: list[FollowedRecommendation] = field(default_factory=list)


def followed(conclusions: Iterable[int]) -> dict[int, Followed]:
    """What followed on each of ``conclusions`` (keys), on forums that everybody may read.

    One statement. A conclusion on which nothing followed is left out.
    """
    return _sorted(Fact(*row) for row in _facts.rows(list(conclusions)))


def _facts_about(keys: list[int]) -> QuerySet[Any, Any]:
    """What followed on conclusions, a row a fact."""
    tabled = PublishedItem.conclusions.through.objects.filter(
        of_readable_forum("publisheditem__version__session__forum__"),
        of_session_taking_place("publisheditem__version__session__"),
        publisheditem__version__number=F("publisheditem__version__session__agenda_version"),
        policyconclusion__in=keys,
    )
    based = Recommendation.based_on.through.objects.filter(
        of_readable_forum("recommendation__forum__"),
        policyconclusion__in=keys,
        recommendation__published_on__isnull=False,
    )
    sessions = _columns(
        SESSION,
        tabled,
        "policyconclusion",
        "publisheditem__version__session__",
        at=F("publisheditem__version__session__starts_at"),
        session=F("publisheditem__version__session__title"),
        discussed=Exists(
            Minutes.objects.exclude(text="").filter(
                item__session=OuterRef("publisheditem__version__session"),
                item__conclusions=OuterRef("policyconclusion"),
                state=MinutesState.FINAL,
            )
        ),
    )
    return sessions.union(*_recommended(based, "policyconclusion", "recommendation__"), all=True)


_facts = Prepared(_facts_about)


def followed_recommendations(
    recommendations: Iterable[Recommendation],
) -> dict[int, FollowedRecommendation]:
    """Each published one of ``recommendations`` with its answers, by key. One statement."""
    keys = [recommendation.pk for recommendation in recommendations]
    rows = Recommendation.objects.filter(pk__in=keys, published_on__isnull=False)
    first, *others = _recommended(rows, "pk", "")
    found = _sorted(Fact(*row) for row in first.union(*others, all=True))
    return {key: one.recommendations[0] for key, one in found.items()}


def _recommended(rows: QuerySet[Any], about: str, path: str) -> list[QuerySet[Any, Any]]:
    """The recommendations at the end of ``path``, their answers, and their silences."""
    answers = rows.filter(**{f"{path}responses__is_current": True})
    passed_on = answers.filter(
        ~Exists(_answers_of(path, "responses__forwarded_to")),
        **{f"{path}responses__forwarded_to__isnull": False},
    )
    silent = rows.filter(
        ~Exists(_answers_of(path, "addressees")), **{f"{path}addressees__isnull": False}
    )
    return [
        _columns(RECOMMENDATION, rows, about, path, on=F(f"{path}published_on")),
        _columns(
            ANSWER,
            answers,
            about,
            path,
            on=F(f"{path}responses__answered_on"),
            institution_id=F(f"{path}responses__institution"),
            institution=F(f"{path}responses__institution__name"),
            position=F(f"{path}responses__position"),
            quote=Substr(f"{path}responses__text", 1, QUOTED),
        ),
        _columns(
            SILENCE,
            silent,
            about,
            path,
            on=F(f"{path}published_on"),
            institution_id=F(f"{path}addressees"),
            institution=F(f"{path}addressees__name"),
            promised=Exists(_promised_by(path, "addressees")),
        ),
        _columns(
            SILENCE,
            passed_on,
            about,
            path,
            on=F(f"{path}responses__answered_on"),
            institution_id=F(f"{path}responses__forwarded_to"),
            institution=F(f"{path}responses__forwarded_to__name"),
            promised=Exists(_promised_by(path, "responses__forwarded_to")),
        ),
    ]


def _answers_of(path: str, institution: str) -> QuerySet[PolicyResponse]:
    """The answers of the ``institution`` of a recommendation at the end of ``path``."""
    found: QuerySet[PolicyResponse] = PolicyResponse.objects.filter(
        recommendation=OuterRef(f"{path}pk"), institution=OuterRef(f"{path}{institution}")
    )
    return found


def _promised_by(path: str, institution: str) -> QuerySet[Institution]:
    """That one, where it promised the forum an answer."""
    found: QuerySet[Institution] = Institution.objects.filter(
        pk=OuterRef(f"{path}{institution}"), answers_promised=OuterRef(f"{path}forum")
    )
    return found


def _columns(
    kind: str, rows: QuerySet[Any], about: str, path: str, **known: Any
) -> QuerySet[Any, Any]:
    """``rows`` as the columns of a `Fact`; what a kind does not have is empty, of the same type."""
    asks: Any = Value(False, output_field=BooleanField())
    if kind != SESSION:
        asks = Case(
            When(**{f"{path}policy_level__extra__asks_answer": True}, then=Value(True)),
            default=Value(False),
        )
    columns = {
        "fact_kind": Value(kind, output_field=TextField()),
        "fact_about": F(about),
        "fact_slug": F(f"{path}forum__slug"),
        "fact_title": F(f"{path}forum__title"),
        "fact_number": F(f"{path}number"),
        "fact_at": known.get("at", Value(None)),
        "fact_on": known.get("on", Value(None)),
        "fact_institution": known.get("institution_id", Value(None)),
        "fact_name": known.get("institution", Value("")),
        "fact_position": known.get("position", Value("")),
        "fact_asks": asks,
        "fact_reported": F(f"{path}forum__reported_on"),
        "fact_term": F(f"{path}forum__answer_term_days"),
        "fact_discussed": known.get("discussed", Value(False, output_field=BooleanField())),
        "fact_session": known.get("session", Value("")),
        "fact_quote": known.get("quote", Value("")),
        "fact_promised": known.get("promised", Value(False, output_field=BooleanField())),
    }
    types: dict[str, Any] = {
        "fact_about": BigIntegerField(),
        "fact_slug": TextField(),
        "fact_title": TextField(),
        "fact_number": BigIntegerField(),
        "fact_at": DateTimeField(),
        "fact_on": DateField(),
        "fact_institution": BigIntegerField(),
        "fact_name": TextField(),
        "fact_position": TextField(),
        "fact_reported": DateField(),
        "fact_term": BigIntegerField(),
        "fact_session": TextField(),
        "fact_quote": TextField(),
    }
    cast = {name: Cast(columns[name], types[name]) for name in types}
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns | cast).values_list(*columns)
    return found.distinct()


def _sorted(facts: Iterable[Fact]) -> dict[int, Followed]:
    found: dict[int, Followed] = defaultdict(Followed)
    known: dict[tuple[int, str, int], FollowedRecommendation] = {}
    order = {SESSION: 0, RECOMMENDATION: 1, ANSWER: 2, SILENCE: 3}
    for fact in sorted(facts, key=lambda one: (order[one.kind], one.at or one.on, one.number)):
        place = (fact.about, fact.forum_slug, fact.number)
        match fact.kind:
            case "session":
                _add_session(found[fact.about].sessions, fact)
            case "recommendation":
                known[place] = FollowedRecommendation(fact)
                found[fact.about].recommendations.append(known[place])
            case "answer":
                known[place].answers.append(fact)
            case _:
                known[place].add_silence(fact)
    return dict(found)


def _add_session(sessions: list[Fact], fact: Fact) -> None:
    """A session once, though a conclusion stood twice on its agenda: discussed on one is enough."""
    place = (fact.forum_slug, fact.number)
    same = [one for one in sessions if (one.forum_slug, one.number) == place]
    if same and fact.is_discussed:
        sessions[sessions.index(same[0])] = fact
    elif not same:
        sessions.append(fact)


def position_of(fact: Fact) -> Position:
    """The position that an answer took."""
    return Position(fact.position)
