"""Who promised an answer and gave none, as a question to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from forums.records import PolicyResponse

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from institutions.records import Institution


def is_owed_by(institutions: QuerySet[Institution]) -> Exists:
    """Whether one of ``institutions`` promised an answer to a recommendation that asks one, and is
    silent: a condition on recommendations.
    """
    answered = PolicyResponse.objects.filter(
        recommendation=OuterRef(OuterRef("pk")), institution=OuterRef("pk")
    )
    return Exists(
        institutions.filter(
            ~Exists(answered),
            recommendations_received=OuterRef("pk"),
            recommendations_received__policy_level__extra__asks_answer=True,
            answers_promised=OuterRef("forum"),
        )
    )
