"""The school spaces of a person, in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.permissions import is_administrator, is_moderator
from institutions.permissions import institutions_edited_by
from showcase.pages import ProjectPage, SchoolPage


def school_pages_of(user: Any) -> QuerySet[SchoolPage]:
    """The pages of the schools that ``user`` works for."""
    return SchoolPage.objects.filter(institution__in=institutions_edited_by(user))  # type: ignore[no-any-return]


def projects_of(user: Any) -> QuerySet[ProjectPage]:
    """Every project of the schools that ``user`` works for, the latest first."""
    found = ProjectPage.objects.filter(institution__in=institutions_edited_by(user))
    return found.select_related("institution").order_by("-latest_revision_created_at", "-pk")  # type: ignore[no-any-return]


def works_for_a_school(user: Any) -> bool:
    """Whether ``user`` has a school space."""
    return school_pages_of(user).exists()


def is_only_of_a_school(user: Any) -> bool:
    """Whether the admin is, for ``user``, the space of a school and nothing else."""
    return not (is_administrator(user) or is_moderator(user))
