"""What stands at the address of a project that was taken offline."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from showcase.addresses import school_address_of
from showcase.pages import ProjectPage


def tombstone(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Title, school, date and reason, and the references that keep their pages: 410."""
    context = {
        "crumbs": [(_("Projecten"), reverse("projects"))],
        "project": project,
        "school": project.institution,
        "school_url": school_address_of(project),
        "archival": getattr(project, "archival", None),
        "conclusions": project.conclusions.order_by("position", "pk"),
    }
    return TemplateResponse(request, "showcase/tombstone.html", context, status=HTTPStatus.GONE)
