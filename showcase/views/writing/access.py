"""Which project a page of the school is about, and whose it is."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from accounts.records import User
from showcase import permissions
from showcase.pages import ProjectPage


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the caller asked for a login."""
    return cast(User, request.user)


def own_project(request: HttpRequest, project_id: int) -> ProjectPage:
    """The project, for those who write it: its school, its guests, administrators.

    To anybody else it does not exist.
    """
    project = (
        ProjectPage.objects.select_related("institution", "latest_revision", "live_revision")
        .filter(pk=project_id)
        .first()
    )
    if project is None or not permissions.can_write_at_all(request.user, project):
        raise Http404
    return cast(ProjectPage, project)
