"""Who promised an answer and gave none, as a question to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from forums.records import PolicyResponse, Recommendation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from institutions.records import Institution


def is_owed_by(institutions: QuerySet[Institution]) -> Exists:
    """Whether one of ``institutions``, asked or passed the question, promised an answer to a
    recommendation that asks one, and is silent: a condition on recommendations.
    """
    answered = PolicyResponse.objects.filter(
        recommendation=OuterRef(OuterRef("pk")), institution=OuterRef("pk")
    )
    asked = Recommendation.objects.filter(
        Q(addressees=OuterRef("pk"))
        | Q(responses__is_current=True, responses__forwarded_to=OuterRef("pk")),
        pk=OuterRef(OuterRef("pk")),
        policy_level__extra__asks_answer=True,
    )
    return Exists(
        institutions.filter(~Exists(answered), Exists(asked), answers_promised=OuterRef("forum"))
    )
