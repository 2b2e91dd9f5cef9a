"""The standing item of every agenda: answers that were promised and are still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from forums.domain.following import FollowedRecommendation, followed_recommendations
from forums.domain.silences import is_owed_by
from forums.querysets import of_readable_forum
from forums.records import ForumTheme, Recommendation
from institutions.records import Institution

if TYPE_CHECKING:
    from forums.records import Session

Due = tuple[Recommendation, FollowedRecommendation]

#: As many as a meeting looks through; the oldest come first.
MOST = 20


def due_answers(session: Session) -> list[Due]:
    """Recommendations from before ``session`` to which an answer was promised and not given, each
    with who is silent: the one that has been due longest first.

    Of its own forum, and of forums that everybody may read and that share a theme with it. Nothing
    for a session that is over or called off. Two statements; one where there is nothing.
    """
    if session.is_cancelled or session.ends_at <= timezone.now():
        return []
    found = list(_candidates(session))
    if not found:
        return []
    known = followed_recommendations(found)
    due = [
        (one, replace(known[one.pk], answers=[], unpromised=[]))
        for one in found
        if known[one.pk].silences and known[one.pk].fact.asks_answer
    ]
    return sorted(due, key=_since)[:MOST]


def _candidates(session: Session) -> Any:
    """Published before the session, in a forum where somebody promised and did not answer."""
    shared = ForumTheme.objects.filter(content_object=session.forum_id).values("tag")
    themes = ForumTheme.objects.filter(content_object=OuterRef("forum"), tag__in=shared)
    return Recommendation.objects.filter(
        Q(forum=session.forum_id) | (of_readable_forum("forum__") & Exists(themes)),
        is_owed_by(Institution.objects.all()),
        published_on__lte=timezone.localdate(session.starts_at),
    ).select_related("forum", "policy_level", "policy_domain")


def _since(due: Due) -> tuple[date, date, int]:
    """From when an answer is due; without a term, since the recommendation is there."""
    recommendation, followed = due
    promise = followed.fact.promise
    published = followed.fact.on or date.max
    due_on = promise.due_on if promise is not None else None
    return due_on or published, published, recommendation.pk
