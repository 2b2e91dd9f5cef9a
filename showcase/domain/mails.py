"""Mail of the review: who gets it, and the link that lands on the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from accounts.records import User
from institutions.records import Mandate
from notifications.mail import send
from showcase.domain.demands import anchor_of
from showcase.records import AdditionRequest

if TYPE_CHECKING:
    from showcase.pages import ProjectPage, SchoolPage


def editors_of(project: ProjectPage | SchoolPage) -> list[str]:
    """Addresses of everybody who works in the space of the school."""
    editors = Mandate.objects.active().editing()
    held = editors.filter(institution=project.institution_id, user__is_active=True)
    return sorted(set(held.values_list("user__email", flat=True)))


def reviewers_for(project: ProjectPage) -> list[str]:
    """Addresses of moderators who may review it: not those of its own school."""
    own = Mandate.objects.active().filter(institution=project.institution_id)
    reviewers = User.objects.moderators().exclude(pk__in=own.values("user"))
    return sorted(set(reviewers.values_list("email", flat=True)))


def project_path(project: ProjectPage, anchor: str = "") -> str:
    """The school's page of a project, at a field."""
    path = reverse("my_project", args=[project.pk])
    return f"{path}#{anchor}" if anchor else path


def request_path(request: AdditionRequest) -> str:
    """The school's page of a project, at the field a request is about."""
    anchor = anchor_of(request.field, request.child_kind, request.child_uuid)
    return project_path(request.project, anchor)


def tell_school(project: ProjectPage, template: str, **context: Any) -> None:
    """Mail everybody of the school, each on their own."""
    for address in editors_of(project):
        send(
            f"showcase/mail/{template}",
            address,
            {"project": project.title, "path": project_path(project), **context},
        )


def tell_reviewers(project: ProjectPage, template: str, **context: Any) -> None:
    """Mail the moderators who may review it."""
    path = reverse("review", args=[project.pk])
    for address in reviewers_for(project):
        send(
            f"showcase/mail/{template}",
            address,
            {
                "project": project.title,
                "school": project.institution.name,
                "path": path,
                **context,
            },
        )


def tell_of_erased_photo(school_page: SchoolPage, title: str) -> None:
    """Mail the school that the consent for a photo ended and that it is gone."""
    for address in editors_of(school_page):
        send("showcase/mail/photo_erased", address, {"title": title})
