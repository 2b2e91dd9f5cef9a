"""The page of a recommendation: on what it rests, who disagreed, and what policy answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from forums.domain.following import followed_recommendations
from forums.enums import Position
from forums.permissions import can_organise
from forums.records import PolicyResponse, Recommendation
from forums.trail import STATE_OF, recommendation_stations
from forums.views.finding import crumbs_below, forum_or_404, kept_by_no_cache
from forums.views.forums import cards_in
from showcase.records import ProjectLevel
from ui.trail import StationState


@dataclass(frozen=True)
class ShownAnswer:
    """An answer of policy as it stands, how the trail draws it, and what stood there before."""

    answer: PolicyResponse
    state: StationState
    earlier: tuple[PolicyResponse, ...] = ()


@kept_by_no_cache
@require_safe
def recommendation(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """A published recommendation of a forum that the visitor may read."""
    found = forum_or_404(request, forum)
    one = (
        Recommendation.objects.filter(forum=found, number=number, published_on__isnull=False)
        .select_related("policy_level", "policy_domain")
        .first()
    )
    if one is None:
        raise Http404
    one.forum = found
    conclusions = list(
        one.based_on.select_related(
            "project__archival", "project__programme", "institution"
        ).order_by("reference")
    )
    crumbs = crumbs_below(found)
    context = {
        "crumbs": crumbs,
        "forum": found,
        "may_organise": can_organise(request.user),
        "recommendation": one,
        "stations": recommendation_stations(followed_recommendations([one])[one.pk]),
        "answers": shown_answers(one),
        "conclusions": cards_in(found, conclusions),
        "convergence": convergence(conclusions),
    }
    return TemplateResponse(request, "forums/recommendation.html", context)


def shown_answers(recommendation: Recommendation) -> list[ShownAnswer]:
    """The answers to it, each with its earlier versions, the latest of those first."""
    versions: dict[int, list[PolicyResponse]] = defaultdict(list)
    rows = recommendation.responses.select_related(
        "institution", "forwarded_to", "stakeholder_group"
    )
    for row in rows.order_by("-version"):
        versions[row.institution_id].append(row)
    shown = [
        ShownAnswer(
            answer=answer,
            state=STATE_OF[Position(answer.position)],
            earlier=tuple(one for one in known if not one.is_current),
        )
        for known in versions.values()
        for answer in known
        if answer.is_current
    ]
    return sorted(shown, key=lambda one: (one.answer.answered_on, one.answer.pk))


def convergence(conclusions: Sequence[Any]) -> str:
    """From how many schools, programmes, levels and years ``conclusions`` come, in words.

    They come with project and institution. One statement, for the levels.
    """
    schools = {conclusion.institution_id for conclusion in conclusions}
    programmes = {conclusion.project.programme_id for conclusion in conclusions} - {None}
    years = {one.project.end_date.year for one in conclusions if one.project.end_date}
    levels = set(
        ProjectLevel.objects.filter(
            content_object__in={conclusion.project_id for conclusion in conclusions}
        ).values_list("tag", flat=True)
    )
    counted = [
        ngettext("{n} conclusie", "{n} conclusies", len(conclusions)).format(n=len(conclusions)),
        ngettext("{n} school", "{n} scholen", len(schools)).format(n=len(schools)),
        ngettext("{n} programma", "{n} programma’s", len(programmes)).format(n=len(programmes)),
        ngettext("{n} niveau", "{n} niveaus", len(levels)).format(n=len(levels)),
        ngettext("{n} jaar", "{n} jaren", len(years)).format(n=len(years)),
    ]
    return ", ".join(counted)
