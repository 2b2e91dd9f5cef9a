"""What stands around several projects, fetched at once: their concepts, parts and school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from search.analysis.terms import facet_value
from search.documents import Place, Text
from showcase.enums import ContentLanguage
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

LANGUAGES = ("nl", "en", "fr", "de")


class AroundProjects:
    """Everything that documents of ``projects`` say, in one statement for each kind of thing."""

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
        return _grouped((row.content_object_id, row.tag) for row in rows)

    @cached_property
    def levels(self) -> dict[int, list[Any]]:
        """The education levels of each project."""
        rows = ProjectLevel.objects.filter(content_object__in=self._ids).order_by("pk")
        rows = rows.select_related("tag__broader__broader")
        return _grouped((row.content_object_id, row.tag) for row in rows)

    @cached_property
    def forms(self) -> dict[int, list[Any]]:
        """The forms of each project."""
        through = ProjectPage.forms.through
        rows = through.objects.filter(projectpage__in=self._ids).order_by("pk")
        rows = rows.select_related("term__broader")
        return _grouped((row.projectpage_id, row.term) for row in rows)

    @cached_property
    def partners(self) -> dict[int, list[Partner]]:
        """The partners of each project."""
        rows = Partner.objects.filter(project__in=self._ids).select_related("country")
        return _grouped((row.project_id, row) for row in rows.order_by("pk"))

    @cached_property
    def numbers(self) -> dict[int, list[str]]:
        """The project numbers."""
        rows = ProjectNumber.objects.filter(project__in=self._ids).order_by("pk")
        return _grouped(rows.values_list("project_id", "number"))

    @cached_property
    def lessons(self) -> dict[int, list[str]]:
        """What each project would tell another school."""
        rows = Lesson.objects.filter(project__in=self._ids).order_by("pk")
        return _grouped(rows.values_list("project_id", "text"))

    @cached_property
    def results(self) -> dict[int, list[Result]]:
        """The results that were not withdrawn."""
        rows = Result.objects.filter(project__in=self._ids, withdrawn_at__isnull=True)
        rows = rows.select_related("type", "evidence_kind").order_by("position", "pk")
        return _grouped((row.project_id, row) for row in rows)

    @cached_property
    def conclusions(self) -> dict[int, list[PolicyConclusion]]:
        """The conclusions that were not withdrawn."""
        rows = PolicyConclusion.objects.filter(project__in=self._ids, withdrawn_at__isnull=True)
        return _grouped((row.project_id, row) for row in rows.order_by("position", "pk"))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def labels(concepts: Iterable[Any]) -> list[Text]:
    """The names of ``concepts`` and of what they belong to, each in its language."""
    named: dict[tuple[str, str], None] = {}
    for concept in concepts:
        current = concept
        while current is not None:
            for language in LANGUAGES:
                if name := getattr(current, f"label_{language}"):
                    named[name, language] = None
            current = current.broader if current.broader_id else None
    return [Text(name, Place.LABEL, (language,)) for name, language in named]


def slugs(concepts: Iterable[Any]) -> tuple[str, ...]:
    """The slugs of ``concepts``, each once."""
    return tuple(dict.fromkeys(concept.slug for concept in concepts if concept is not None))


def written_in(language: str) -> tuple[str, ...]:
    """The languages to read a text in that says of itself that it is in ``language``."""
    if language in LANGUAGES:
        return (language,)
    return ("nl", "en") if language == ContentLanguage.OTHER else ("nl",)


def texts(*given: tuple[str, Place, tuple[str, ...]]) -> list[Text]:
    """The texts that say anything."""
    return [Text(words, place, languages) for words, place, languages in given if words]


def school_texts(school: Any) -> list[Text]:
    """Where it was: the school and its town."""
    return texts(
        (school.name, Place.NAME, ("nl",)),
        (school.town, Place.ASIDE, ("nl",)),
        (school.province, Place.ASIDE, ("nl",)),
    )


def province_of(school: Any) -> tuple[str, ...]:
    """The province of a school, as a value of a filter."""
    return (facet_value(school.province),) if school.province else ()


def present(values: Collection[Any]) -> tuple[Any, ...]:
    """Those of ``values`` that are there."""
    return tuple(value for value in values if value)
