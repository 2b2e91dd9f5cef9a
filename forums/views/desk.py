"""On the desk: recommendations asked of one’s institution, and forums one is a member of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.registry import Section, register
from forums.domain.following import FollowedRecommendation, followed_recommendations
from forums.domain.silences import is_owed_by
from forums.pages import Forum
from forums.records import Recommendation
from forums.views.discussion.queue import SECTION as MODERATED
from forums.views.forums import forum_cards, shown_recommendation
from institutions.permissions import institutions_of
from institutions.records import Institution

if TYPE_CHECKING:
    from accounts.records import User

#: As many as one looks through; the rest stands on the pages of their forums.
MOST = 20


def context_for(user: User) -> dict[str, Any] | None:
    """The recommendations to this person's institutions, addressed or passed on by who is not
    competent, each with what those answered.

    ``owed`` are those to which an answer was promised and not given, what is latest first, each
    with its forum and so who notes the answer; ``received`` the others, the newest first.
    """
    mine = institutions_of(user)
    if not mine:
        return None
    ours = Institution.objects.filter(Q(pk__in=mine) | Q(merged_into__in=mine))
    rows = Recommendation.objects.published().asked_of(ours.values("pk"))
    recommendations = list(
        rows.select_related("forum", "policy_level", "policy_domain").order_by(
            is_owed_by(ours).desc(), "-published_on", "-pk"
        )[:MOST]
    )
    if not recommendations:
        return None
    known = followed_recommendations(recommendations)
    keys = set(ours.values_list("pk", flat=True))
    followed = {one.pk: _of(keys, known[one.pk]) for one in recommendations}
    owed = [one for one in recommendations if _is_owed(followed[one.pk])]
    owed.sort(key=lambda one: _lateness(followed[one.pk]), reverse=True)
    prefetch_related_objects([one.forum for one in owed], "organisers")
    return {
        "owed": [(shown_recommendation(one, followed[one.pk]), one.forum) for one in owed],
        "received": [
            shown_recommendation(one, followed[one.pk])
            for one in recommendations
            if not _is_owed(followed[one.pk])
        ],
    }


def _is_owed(found: FollowedRecommendation) -> bool:
    return found.fact.asks_answer and bool(found.silences)


def _lateness(found: FollowedRecommendation) -> tuple[int, int]:
    """How many days an answer is past its term, and how long it is waited for."""
    promise = found.fact.promise
    if promise is None or not promise.has_begun():
        return 0, 0
    return promise.days_late(), promise.days_waited()


def _of(ours: set[int], found: FollowedRecommendation) -> FollowedRecommendation:
    """What only these institutions answered, or promised to."""
    return replace(
        found,
        answers=[fact for fact in found.answers if fact.institution_id in ours],
        silences=[fact for fact in found.silences if fact.institution_id in ours],
        unpromised=[fact for fact in found.unpromised if fact.institution_id in ours],
    )


SECTION = Section(
    name="gericht",
    order=110,
    title=_("Gericht aan jouw instelling"),  # type: ignore[arg-type]
    template="forums/received.html",
    context_for=context_for,
)


def joined(user: User) -> dict[str, Any] | None:
    """The forums that this person is a member of, but for those that are closed."""
    closed = Q(followed_until__lt=timezone.localdate())
    mine = Forum.objects.of_member(user).exclude(closed).by_where_they_are()
    found = list(mine.prefetch_related("organisers")[:MOST])
    return {"joined": forum_cards(found)} if found else None


JOINED = Section(
    name="lid-van",
    order=115,
    title=_("Overlegfora waarvan je lid bent"),  # type: ignore[arg-type]
    template="forums/joined.html",
    context_for=joined,
)


def register_on_desk() -> None:
    """Put the sections on the desk."""
    register(SECTION)
    register(JOINED)
    register(MODERATED)
