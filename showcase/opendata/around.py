"""What stands around several projects, fetched at once: their concepts and parts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from showcase.finding.documents.around import grouped
from showcase.pages import ProjectPage
from showcase.records import (
    Partner,
    PolicyConclusion,
    ProjectLevel,
    ProjectNumber,
    ProjectTheme,
    Result,
)


class AroundProjects:
    """What records of ``projects`` say, in one statement for each kind of thing."""

    def __init__(self, projects: Iterable[ProjectPage]) -> None:
        self.projects = {project.pk: project for project in projects}

    @property
    def _ids(self) -> list[int]:
        return list(self.projects)

    @cached_property
    def themes(self) -> dict[int, list[Any]]:
        """The themes of each project."""
        rows = ProjectTheme.objects.filter(content_object__in=self._ids).order_by("pk")
        rows = rows.select_related("tag__broader")
        return grouped((row.content_object_id, row.tag) for row in rows)

    @cached_property
    def levels(self) -> dict[int, list[Any]]:
        """The education levels of each project."""
        rows = ProjectLevel.objects.filter(content_object__in=self._ids).order_by("pk")
        rows = rows.select_related("tag__broader__broader")
        return grouped((row.content_object_id, row.tag) for row in rows)

    @cached_property
    def forms(self) -> dict[int, list[Any]]:
        """The forms of each project."""
        through = ProjectPage.forms.through
        rows = through.objects.filter(projectpage__in=self._ids).order_by("pk")
        rows = rows.select_related("term__broader")
        return grouped((row.projectpage_id, row.term) for row in rows)

    @cached_property
    def partners(self) -> dict[int, list[Partner]]:
        """The partners of each project."""
        rows = Partner.objects.filter(project__in=self._ids).select_related("country")
        return grouped((row.project_id, row) for row in rows.order_by("pk"))

    @cached_property
    def numbers(self) -> dict[int, list[str]]:
        """The project numbers."""
        rows = ProjectNumber.objects.filter(project__in=self._ids).order_by("pk")
        return grouped(rows.values_list("project_id", "number"))

    @cached_property
    def results(self) -> dict[int, list[Result]]:
        """The results that were not withdrawn."""
        rows = Result.objects.filter(project__in=self._ids, withdrawn_at__isnull=True)
        rows = rows.select_related("type", "evidence_kind").order_by("position", "pk")
        return grouped((row.project_id, row) for row in rows)

    @cached_property
    def conclusions(self) -> dict[int, list[PolicyConclusion]]:
        """The conclusions that were not withdrawn."""
        rows = PolicyConclusion.objects.filter(project__in=self._ids, withdrawn_at__isnull=True)
        return grouped((row.project_id, row) for row in rows.order_by("position", "pk"))
