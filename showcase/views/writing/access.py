"""Which project a page of the school is about, and whose it is."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.urls import reverse

from accounts.records import User
from showcase import permissions
from showcase.pages import ProjectPage


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the caller asked for a login."""
    return cast(User, request.user)


def any_project(request: HttpRequest, project_id: int) -> ProjectPage:
    """The project, for those who write it and for moderators once it left the school's desk."""
    project = ProjectPage.objects.select_related("institution").filter(pk=project_id).first()
    if project is None or not (
        permissions.can_write_at_all(request.user, project)
        or permissions.can_see_draft(request.user, project)
    ):
        raise Http404
    return cast(ProjectPage, project)


def page_about(request: HttpRequest, project: ProjectPage) -> str:
    """Where this person works on the project: the school's page, or the review."""
    if permissions.can_write_at_all(request.user, project):
        return reverse("my_project", args=[project.pk])
    return reverse("review", args=[project.pk])


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
