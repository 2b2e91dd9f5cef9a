"""A published recommendation and what institutions answered, as open data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from ninja import Field, Schema

from forums.enums import Position, SpeaksFor
from forums.finding.documents import Subjects
from forums.opendata.forums import forum_of, institutions_of
from forums.records import PolicyResponse, Recommendation
from opendata.problems import NotThereError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Code, Concept, Record, Reference
from showcase.opendata import saying
from showcase.opendata.projects import is_key
from showcase.records import PolicyConclusion
from showcase.trail import withdrawal_of


class Answer(Schema):
    """What an institution answered, as it stands."""

    institution: Reference
    speaks_for: Code
    stakeholder_group: Concept | None = Field(
        description="To which group of stakeholders the institution belongs, where that was noted."
    )
    position: Code
    text: str
    answered_on: date
    what: str
    due_on: date | None
    reason: str
    document: str
    forwarded_to: Reference | None
    version: int


class RecommendationOf(Record):
    """What the participants of a forum recommend: never an advice of its organisers."""

    label: str = Field(description="From whom it is, and from whom it is not.")
    number: int
    statement: str
    counter_findings: str
    dissent: str
    forum: Reference
    based_on: list[Reference]
    policy_level: Concept | None
    policy_domain: Concept | None
    themes: list[Concept]
    levels: list[Concept]
    addressees: list[Reference]
    answers: list[Answer]
    published_on: date
    updated_at: datetime = Field(description="When it was published, or the last answer noted.")
    is_example: bool


def recommendation_records(
    recommendations: Sequence[Recommendation], absolute: Absolute
) -> list[dict[str, Any]]:
    """The records of recommendations that everybody may read; they come with their forum and
    `with_change`.
    """
    listed = list(recommendations)
    prefetch_related_objects(
        listed,
        "addressees",
        Prefetch(
            "based_on",
            PolicyConclusion.objects.select_related("project__archival").order_by("reference"),
        ),
    )
    subjects = Subjects({one.forum_id for one in listed})
    answers: dict[int, list[PolicyResponse]] = defaultdict(list)
    rows = PolicyResponse.objects.current().filter(recommendation__in=[one.pk for one in listed])
    rows = rows.select_related("institution", "forwarded_to", "stakeholder_group")
    for row in rows.order_by("answered_on", "pk"):
        answers[row.recommendation_id].append(row)
    return [_record(one, subjects, answers[one.pk], absolute) for one in listed]


def _record(
    one: Recommendation,
    subjects: Subjects,
    answers: list[PolicyResponse],
    absolute: Absolute,
) -> dict[str, Any]:
    forum = one.forum
    return {
        "id": one.pk,
        "url": absolute(one.get_absolute_url()),
        "title": one.statement,
        "slug": f"{forum.slug}-{one.number}",
        **saying.terms(LICENCE, _("deelnemers van het forum “{forum}”").format(forum=forum.title)),
        "label": _("Aanbeveling van de deelnemers, geen Vlor-advies"),
        "number": one.number,
        "statement": one.statement,
        "counter_findings": one.counter_findings,
        "dissent": one.dissent,
        "forum": forum_of(forum, absolute),
        "based_on": [_conclusion(each, absolute) for each in one.based_on.all()],
        "policy_level": saying.concept(one.policy_level),
        "policy_domain": saying.concept(one.policy_domain),
        "themes": saying.concepts(subjects.themes[forum.pk]),
        "levels": saying.concepts(subjects.levels[forum.pk]),
        "addressees": institutions_of(one.addressees.all()),
        "answers": [_answer(row) for row in answers],
        "published_on": one.published_on,
        "updated_at": one.changed_at,  # type: ignore[attr-defined]
        "is_example": forum.is_example,
    }


def _conclusion(conclusion: PolicyConclusion, absolute: Absolute) -> dict[str, Any]:
    found = saying.conclusion_of(conclusion, absolute)
    if withdrawal_of(conclusion) is not None:
        found["title"] = saying.withdrawn(conclusion)
    return found


def _answer(row: PolicyResponse) -> dict[str, Any]:
    return {
        "institution": institutions_of([row.institution])[0],
        "speaks_for": saying.code(row.speaks_for, SpeaksFor(row.speaks_for).label),
        "stakeholder_group": saying.concept(row.stakeholder_group),
        "position": saying.code(row.position, Position(row.position).label),
        "text": row.text,
        "answered_on": row.answered_on,
        "what": row.what,
        "due_on": row.due_on,
        "reason": row.reason,
        "document": row.document,
        "forwarded_to": institutions_of([row.forwarded_to])[0] if row.forwarded_to else None,
        "version": row.version,
    }


def one_recommendation(key: str) -> Recommendation:
    """The recommendation with this id, if everybody may read it.

    Raises:
        NotThereError: nobody may, or members alone.
    """
    rows = Recommendation.objects.published().with_change()
    rows = rows.select_related("forum", "policy_level", "policy_domain")
    found: Recommendation | None = rows.filter(pk=int(key)).first() if is_key(key) else None
    if found is None:
        raise NotThereError
    return found
