"""A forum that everybody may read, as open data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from ninja import Schema

from forums.enums import Access, Influence
from forums.finding.documents import Subjects
from forums.pages import Forum
from forums.records import Recommendation
from opendata.problems import NotThereError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Code, Concept, Record, Reference
from showcase.opendata import saying
from showcase.opendata.projects import is_key


class Meeting(Schema):
    """A session of a forum. The link to take part is for who registers."""

    number: int
    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    format: Code
    place: str
    is_cancelled: bool


class ForumOf(Record):
    """One question that schools and policy talk about for some months."""

    question: str
    background: str
    organisers: list[Reference]
    phase: Code
    access: Code
    starts_on: date
    ends_on: date
    feeds: str
    influence: Code | None
    promised_by: list[Reference]
    answer_term_days: int | None
    themes: list[Concept]
    levels: list[Concept]
    policy_levels: list[Concept]
    policy_domains: list[Concept]
    sessions: list[Meeting]
    recommendations: list[Reference]
    reported_on: date | None
    published_at: datetime | None
    updated_at: datetime | None
    is_example: bool


def forum_records(forums: Sequence[Forum], absolute: Absolute) -> list[dict[str, Any]]:
    """The records of forums that everybody may read."""
    prefetch_related_objects(
        list(forums), "organisers", "promised_by", "policy_levels", "policy_domains", "sessions"
    )
    subjects = Subjects(forum.pk for forum in forums)
    recommended: dict[int, list[Any]] = defaultdict(list)
    rows = Recommendation.objects.published().filter(forum__in=[forum.pk for forum in forums])
    for one in rows.select_related("forum").order_by("number"):
        recommended[one.forum_id].append(recommendation_of(one, absolute))
    return [_record(forum, subjects, recommended[forum.pk], absolute) for forum in forums]


def _record(
    forum: Forum, subjects: Subjects, recommended: list[Any], absolute: Absolute
) -> dict[str, Any]:
    organisers = [one.name for one in forum.organisers.all()]
    return {
        **forum_of(forum, absolute),
        "slug": forum.slug,
        **saying.terms(LICENCE, *organisers),
        "question": forum.question,
        "background": forum.background,
        "organisers": institutions_of(forum.organisers.all()),
        "phase": saying.code(forum.phase.value, forum.phase.label),
        "access": saying.code(forum.access, Access(forum.access).label),
        "starts_on": forum.starts_on,
        "ends_on": forum.ends_on,
        "feeds": forum.feeds,
        "influence": saying.code(forum.influence, Influence(forum.influence).label)
        if forum.influence
        else None,
        "promised_by": institutions_of(forum.promised_by.all()),
        "answer_term_days": forum.answer_term_days,
        "themes": saying.concepts(subjects.themes[forum.pk]),
        "levels": saying.concepts(subjects.levels[forum.pk]),
        "policy_levels": saying.concepts(forum.policy_levels.all()),
        "policy_domains": saying.concepts(forum.policy_domains.all()),
        "sessions": [_meeting(forum, session, absolute) for session in forum.sessions.all()],
        "recommendations": recommended,
        "reported_on": forum.reported_on,
        "published_at": forum.first_published_at,
        "updated_at": forum.last_published_at,
        "is_example": forum.is_example,
    }


def _meeting(forum: Forum, session: Any, absolute: Absolute) -> dict[str, Any]:
    session.forum = forum
    return {
        "number": session.number,
        "title": session.title,
        "url": absolute(session.get_absolute_url()),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "format": saying.code(session.format, session.get_format_display()),
        "place": session.place,
        "is_cancelled": session.is_cancelled,
    }


def forum_of(forum: Forum, absolute: Absolute) -> dict[str, Any]:
    """A forum that everybody may read."""
    return {"id": forum.pk, "title": forum.title, "url": absolute(forum.get_absolute_url())}


def recommendation_of(one: Recommendation, absolute: Absolute) -> dict[str, Any]:
    """A recommendation that everybody may read; it comes with its forum."""
    return {"id": one.pk, "title": one.statement, "url": absolute(one.get_absolute_url())}


def institutions_of(listed: Any) -> list[dict[str, Any]]:
    """Institutions that are named."""
    return [{"id": one.pk, "title": one.name, "url": None} for one in listed]


def one_forum(key: str) -> Forum:
    """The forum with this id, if everybody may read it.

    Raises:
        NotThereError: nobody may, or members alone.
    """
    found: Forum | None = (
        Forum.objects.readable().filter(pk=int(key)).first() if is_key(key) else None
    )
    if found is None:
        raise NotThereError
    return found
