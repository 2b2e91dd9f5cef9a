"""Public addresses, made without asking the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from showcase.pages import ProjectPage, SchoolPage


def project_address(project: ProjectPage) -> str:
    """``/scholen/<school>/<project>/``."""
    return project_address_at(project.url_path)


def project_address_at(path: str) -> str:
    """The address of the project at ``path`` in Wagtail's tree."""
    *_above, school, slug = path.strip("/").split("/")
    return reverse("project", args=[school, slug])


def school_address_of(project: ProjectPage) -> str:
    """``/scholen/<school>/`` of the school of ``project``."""
    return reverse("school", args=[project.url_path.strip("/").split("/")[-2]])


def school_address(school: SchoolPage) -> str:
    """``/scholen/<school>/``."""
    return reverse("school", args=[school.slug])
