"""What documents say that stands around projects: rows of values, for many projects at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, NamedTuple

from search.documents import Place
from showcase.finding.documents.concepts import Concept, columns, concept
from showcase.pages import ProjectPage
from showcase.records import (
    Lesson,
    Partner,
    PolicyConclusion,
    ProjectLevel,
    ProjectNumber,
    ProjectTheme,
    Result,
)
from vocabularies.records import EducationLevel, Term, Theme

Words = tuple[str, Place, tuple[str, ...]]


class ResultOf(NamedTuple):
    """What the document of a project says of one of its results."""

    title: str
    description: str
    language: str
    type: Concept
    evidence_kind: str | None


class AroundProjects:
    """Everything that documents of projects say, in one statement for each kind of thing."""

    def __init__(self, keys: Collection[int]) -> None:
        self.keys = list(dict.fromkeys(keys))

    @cached_property
    def themes(self) -> dict[int, list[Concept]]:
        """The themes of each project."""
        return self._tags(ProjectTheme, Theme)

    @cached_property
    def levels(self) -> dict[int, list[Concept]]:
        """The education levels of each project."""
        return self._tags(ProjectLevel, EducationLevel)

    @cached_property
    def forms(self) -> dict[int, list[Concept]]:
        """The forms of each project."""
        rows = ProjectPage.forms.through.objects.filter(projectpage__in=self.keys)
        rows = rows.order_by("pk").values_list("projectpage", *columns("term"))
        return grouped((row[0], concept(row[1:], Term)) for row in rows)

    @cached_property
    def partners(self) -> dict[int, list[str]]:
        """The names of the partners of each project."""
        return grouped((key, name) for key, name, _country in self._partners)

    @cached_property
    def countries(self) -> dict[int, list[Concept]]:
        """The countries of the partners of each project."""
        return grouped((key, country) for key, _name, country in self._partners if country)

    @cached_property
    def numbers(self) -> dict[int, list[str]]:
        """The project numbers."""
        rows = ProjectNumber.objects.filter(project__in=self.keys).order_by("pk")
        return grouped(rows.values_list("project", "number"))

    @cached_property
    def lessons(self) -> dict[int, list[str]]:
        """What each project would tell another school."""
        rows = Lesson.objects.filter(project__in=self.keys).order_by("pk")
        return grouped(rows.values_list("project", "text"))

    @cached_property
    def results(self) -> dict[int, list[ResultOf]]:
        """The results that were not withdrawn."""
        rows = Result.objects.filter(project__in=self.keys, withdrawn_at__isnull=True)
        own = ("title", "description", "language")
        found = rows.order_by("position", "pk").values_list(
            "project", *own, *columns("type"), "evidence_kind__slug"
        )
        return grouped((row[0], _result(row)) for row in found)

    @cached_property
    def conclusions(self) -> dict[int, list[tuple[str, str]]]:
        """The statement and the argument of the conclusions that were not withdrawn."""
        rows = PolicyConclusion.objects.filter(project__in=self.keys, withdrawn_at__isnull=True)
        said = rows.order_by("position", "pk").values_list("project", "statement", "argument")
        return grouped((key, (statement, argument)) for key, statement, argument in said)

    def _tags(self, links: Any, model: Any) -> dict[int, list[Concept]]:
        rows = links.objects.filter(content_object__in=self.keys).order_by("pk")
        rows = rows.values_list("content_object", *columns("tag"))
        return grouped((row[0], concept(row[1:], model)) for row in rows)

    @cached_property
    def _partners(self) -> list[tuple[int, str, Concept | None]]:
        rows = Partner.objects.filter(project__in=self.keys).order_by("pk")
        rows = rows.values_list("project", "name", *columns("country"))
        return [(row[0], row[1], concept(row[2:], Term)) for row in rows]


def _result(row: Any) -> ResultOf:
    _project, title, description, language, *type_, evidence = row
    return ResultOf(title, description, language, one_concept(type_, Term), evidence)


def one_concept(row: Any, model: Any) -> Concept:
    """The concept of values that are always there."""
    found = concept(row, model)
    if found is None:
        raise LookupError("A concept that must be there is not.")
    return found


def grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """The second of each pair, by the first."""
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
