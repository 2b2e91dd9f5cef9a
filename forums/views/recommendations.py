"""The page of a recommendation: on what it rests, who disagreed, and what policy answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from forums.domain.following import followed_recommendations
from forums.enums import Position
from forums.records import PolicyResponse, Recommendation
from forums.trail import STATE_OF, recommendation_stations
from forums.views.finding import forum_or_404
from showcase.records import ProjectLevel
from showcase.views.cards import conclusion_cards
from ui.trail import StationState


@dataclass(frozen=True)
class ShownAnswer:
    """An answer of policy, with how the trail draws it."""

    answer: PolicyResponse
    state: StationState


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
    answers = one.responses.current().select_related("institution", "forwarded_to")
    conclusions = list(
        one.based_on.select_related(
            "project__archival", "project__programme", "institution"
        ).order_by("reference")
    )
    crumbs = [(_("Overlegfora"), reverse("forums")), (found.title, found.get_absolute_url())]
    context = {
        "crumbs": crumbs,
        "forum": found,
        "recommendation": one,
        "stations": recommendation_stations(followed_recommendations([one])[one.pk]),
        "answers": [
            ShownAnswer(answer, STATE_OF[Position(answer.position)])
            for answer in answers.order_by("answered_on", "pk")
        ],
        "conclusions": conclusion_cards(conclusions),
        "convergence": convergence(conclusions),
    }
    return TemplateResponse(request, "forums/recommendation.html", context)


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
