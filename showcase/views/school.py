"""The public page of a school: its projects and what it asks of policy."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from freshness.pages import kept_while_nothing_changes
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import PolicyConclusion
from showcase.views.cards import cards_of

#: More than any school has; no page grows without end.
MOST = 100


@require_safe
@kept_while_nothing_changes
def school(request: HttpRequest, school: str) -> HttpResponse:
    """The page of a school, found by its address in one statement."""
    found = (
        SchoolPage.objects.live()
        .filter(slug=school, url_path__endswith=f"/scholen/{school}/")
        .select_related("institution")
        .first()
    )
    if found is None:
        raise Http404
    return found.serve(request)  # type: ignore[no-any-return]


def school_context(page: SchoolPage, request: HttpRequest) -> dict[str, Any]:
    """What ``showcase/school.html`` shows: live projects and standing conclusions."""
    projects = (
        ProjectPage.objects.live()
        .of_institutions([page.institution_id])
        .select_related("institution", "programme")
        .order_by("-end_date", "-pk")[:MOST]
    )
    conclusions = (
        PolicyConclusion.objects.standing()
        .filter(institution=page.institution_id)
        .select_related("project", "institution")
        .order_by("-project__first_published_at", "position", "pk")[:MOST]
    )
    project_cards, asked = cards_of(list(projects), list(conclusions), name_school=False)
    return {
        "crumbs": [(_("Projecten"), reverse("projects"))],
        "school": page.institution,
        "projects": project_cards,
        "conclusions": asked,
    }
