"""The permanent page of a policy conclusion."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from freshness.pages import kept_while_nothing_changes
from showcase.addresses import project_address, school_address_of
from showcase.enums import spoken_in
from showcase.records import PolicyConclusion, ProjectLevel, ProjectTheme
from showcase.trail import is_lesson, trails_of, withdrawal_of
from showcase.views.cards import conclusion_cards, fetch_terms
from showcase.views.linked import linked_conclusion
from showcase.views.project import shown_result
from vocabularies.records import EducationLevel, Theme

SAME_THEME = 4


@require_safe
@kept_while_nothing_changes
def conclusion(request: HttpRequest, reference: str) -> HttpResponse:
    """A conclusion and what happened with it. Also when it was withdrawn: then it says so."""
    if not reference.isprintable():  # PostgreSQL knows no NUL
        raise Http404
    found = (
        PolicyConclusion.objects.filter(reference=reference)
        .select_related("project__archival", "institution")
        .first()
    )
    if found is None:
        raise Http404
    return TemplateResponse(request, "showcase/conclusion.html", _context(found, request))


def _context(conclusion: PolicyConclusion, request: HttpRequest) -> dict[str, Any]:
    project = conclusion.project
    themes = _tags(Theme, ProjectTheme, conclusion)
    levels = _tags(EducationLevel, ProjectLevel, conclusion)
    withdrawal = withdrawal_of(conclusion)
    prefetch_related_objects([conclusion], "addressees")
    others = _on_the_same_theme(conclusion)
    fetch_terms([conclusion, *others])
    trails = trails_of([conclusion, *others])
    trail = trails[conclusion.pk]
    results = conclusion.supported_by.select_related("type", "evidence_kind", "document")
    return {
        "crumbs": [(_("Conclusies"), reverse("conclusions"))],
        "conclusion": conclusion,
        "lang": spoken_in(project.language),
        "project": project,
        "project_url": project_address(project),
        "school": conclusion.institution,
        "school_url": school_address_of(project),
        "stations": trail.stations,
        "words": trail.words,
        "answers": trail.answers,
        "withdrawal": withdrawal,
        "linked_data": linked_conclusion(
            conclusion,
            themes=themes,
            levels=levels,
            is_withdrawn=withdrawal is not None,
            absolute=request.build_absolute_uri,
        ),
        "is_lesson": is_lesson(conclusion),
        "themes": themes,
        "levels": levels,
        "addressees": _addressees(conclusion),
        "results": [shown_result(r) for r in results.order_by("position", "pk")],
        "versions": list(conclusion.versions.order_by("-version")),
        "same_theme": conclusion_cards(others, trails=trails),
        "citation": _citation(conclusion, request),
    }


def _tags(model: Any, links: Any, conclusion: PolicyConclusion) -> list[Any]:
    tagged = links.objects.filter(content_object=conclusion.project_id)
    return list(model.objects.filter(pk__in=tagged.values("tag")).order_by("order", "pk"))


def _addressees(conclusion: PolicyConclusion) -> list[str]:
    """For whom it is: institutions of the register, and the school's own words."""
    names = [institution.name for institution in conclusion.addressees.all()]
    words = conclusion.addressee_words
    return [*names, words] if words and words not in names else names


def _on_the_same_theme(conclusion: PolicyConclusion) -> list[PolicyConclusion]:
    """The latest standing conclusions of other projects about one of its themes."""
    own = ProjectTheme.objects.filter(content_object=conclusion.project_id).values("tag")
    shared = ProjectTheme.objects.filter(content_object=OuterRef("project"), tag__in=own)
    return list(
        PolicyConclusion.objects.standing()
        .filter(Exists(shared))
        .exclude(project=conclusion.project_id)
        .select_related("project", "institution")
        .order_by("-first_published_at", "-pk")[:SAME_THEME]
    )


def _citation(conclusion: PolicyConclusion, request: HttpRequest) -> str:
    return _(
        "{school} ({year}). {statement} Beleidsconclusie {reference}, versie {version},"
        " {day}. Verankerd. {address}"
    ).format(
        school=conclusion.institution.name,
        year=timezone.localdate(conclusion.first_published_at).year,
        statement=conclusion.statement,
        reference=conclusion.reference,
        version=conclusion.version,
        day=date_format(timezone.localdate(conclusion.updated_at), "j F Y"),
        address=request.build_absolute_uri(conclusion.get_absolute_url()),
    )
