"""The editor of a project whose text stands fixed: what was typed is shown, and not saved."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from accounts.records import User
from showcase import permissions
from showcase.admin.comparing import Difference, differences
from showcase.admin.sent_forms import SentForm
from showcase.enums import ProjectState
from showcase.pages import ProjectPage


def why_closed(project: ProjectPage) -> str:
    """The project is with the moderators, or archived."""
    if project.state == ProjectState.IN_REVIEW:
        words = _("“{title}” is ingediend en wordt nagekeken. Tot dan staat de tekst vast.")
    else:
        words = _("“{title}” is gearchiveerd. De tekst staat vast.")
    return words.format(title=project.draft_title)


def explain_closed(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Say why nothing can be saved; next to it what was typed otherwise, if anything."""
    unsaved = _unsaved(request, project) if request.method == "POST" else []
    if not unsaved:
        messages.warning(request, why_closed(project))
        return redirect("my_project", project_id=project.pk)
    context = {
        "project": project,
        "words": why_closed(project),
        "differences": unsaved,
        "can_take_back": permissions.can_take_back(request.user, project),
    }
    return TemplateResponse(request, "showcase/admin/not_saved.html", context, status=409)


def _unsaved(request: HttpRequest, project: ProjectPage) -> list[Difference]:
    latest = project.get_latest_revision()
    sent = SentForm(request.POST, by=cast(User, request.user))
    return differences(request, latest.as_object(), sent.as_project(latest))
