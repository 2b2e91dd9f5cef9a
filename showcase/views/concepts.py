"""The page of a theme and of an education level: what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from opendata.concepts import LEVELS, THEMES
from search.values import ConceptValues
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.views.cards import cards_of
from showcase.views.guides import guides_beside
from showcase.views.linked import linked_concept
from vocabularies.records import EducationLevel, Theme

MOST = 8


@dataclass(frozen=True)
class Kind:
    """What differs between themes and levels: the model, the finder's parameter, the queryset."""

    model: Any
    parameter: str
    narrow: str
    label: Any
    guides: str
    scheme: str


THEME = Kind(Theme, "thema", "about", gettext_lazy("Thema"), "themes", THEMES)
LEVEL = Kind(
    EducationLevel, "niveau", "at_level", gettext_lazy("Onderwijsniveau"), "levels", LEVELS
)


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme; one that was replaced leads to its successor for good."""
    return _concept(request, slug, THEME)


@require_safe
def level(request: HttpRequest, slug: str) -> HttpResponse:
    """An education level; one that was replaced leads to its successor for good."""
    return _concept(request, slug, LEVEL)


def _concept(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    values = ConceptValues(kind.model.objects.order_by("order", "pk"))
    known = values.understand(slug)
    if known is None:
        raise Http404
    concept = values.by_slug[known]
    if known != slug:
        return redirect(concept, permanent=True)
    ids = values.numbers([known])
    projects = getattr(ProjectPage.objects.live(), kind.narrow)(ids)
    conclusions = getattr(PolicyConclusion.objects.standing(), kind.narrow)(ids)
    project_cards, listed = cards_of(
        list(
            projects.select_related("institution", "programme").order_by(
                "-first_published_at", "-pk"
            )[:MOST]
        ),
        list(conclusions.select_related("project", "institution")[:MOST]),
    )
    broader = values.by_id.get(concept.broader_id)
    narrower = [one for one in values.narrower_of(concept) if not one.is_retired]
    context = {
        "linked_data": linked_concept(
            kind.scheme, concept, broader, narrower, request.build_absolute_uri
        ),
        "crumbs": [(_("Projecten"), reverse("projects"))],
        "concept": concept,
        "kind": kind.label,
        "broader": broader,
        "narrower": narrower,
        "projects_count": projects.count(),
        "conclusions_count": conclusions.count(),
        "projects_url": f"{reverse('projects')}?{kind.parameter}={known}",
        "conclusions_url": f"{reverse('conclusions')}?{kind.parameter}={known}",
        "projects": project_cards,
        "conclusions": listed,
    }
    chosen: dict[str, Any] = {kind.guides: [concept]}
    context["guides"] = guides_beside(**chosen)
    return TemplateResponse(request, "showcase/concept.html", context)
