"""A project that is online, as open data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema

from opendata.problems import NotThereError, TakenAwayError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Concept, Record, Reference
from showcase.addresses import project_address
from showcase.opendata import saying
from showcase.opendata.around import AroundProjects
from showcase.pages import ProjectPage
from showcase.records import ImportedProject
from ui.links import web_address


class PartnerOf(Schema):
    """An institution that took part."""

    name: str
    country: Concept | None


class Project(Record):
    """A finished project."""

    acronym: str
    summary: str
    summary_en: str
    language: str
    programme: Concept | None
    numbers: list[str]
    start_date: date | None
    end_date: date | None
    website: str
    themes: list[Concept]
    levels: list[Concept]
    forms: list[Concept]
    partners: list[PartnerOf]
    school: Reference
    results: list[Reference]
    conclusions: list[Reference]
    published_at: datetime | None
    updated_at: datetime | None
    is_example: bool


def project_records(projects: Sequence[ProjectPage], absolute: Absolute) -> list[dict[str, Any]]:
    """The records of projects that are online; they come with school and programme."""
    around = AroundProjects(projects)
    sources = _sources(projects)
    return [_record(project, around, sources[project.pk], absolute) for project in projects]


def _sources(projects: Sequence[ProjectPage]) -> dict[int, list[str]]:
    """Where the data of each project came from: the licence of that source asks to say so."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ImportedProject.objects.filter(claimed_page__in=[project.pk for project in projects])
    for row in rows.only("imported_at", "claimed_page").order_by("pk"):
        found[row.claimed_page_id].append(row.attribution)
    return found


def _record(
    project: ProjectPage, around: AroundProjects, sources: list[str], absolute: Absolute
) -> dict[str, Any]:
    key = project.pk
    return {
        "id": key,
        "url": absolute(project_address(project)),
        "title": project.title,
        "slug": project.slug,
        **saying.terms(LICENCE, project.institution.name, *sources),
        "acronym": project.acronym,
        "summary": project.summary,
        "summary_en": project.summary_en,
        "language": project.language,
        "programme": saying.concept(project.programme),
        "numbers": list(around.numbers[key]),
        "start_date": project.start_date,
        "end_date": project.end_date,
        "website": web_address(project.website),
        "themes": saying.concepts(around.themes[key]),
        "levels": saying.concepts(around.levels[key]),
        "forms": saying.concepts(around.forms[key]),
        "partners": [
            {"name": one.name, "country": saying.concept(one.country)}
            for one in around.partners[key]
        ],
        "school": saying.school_of(project, absolute),
        "results": [saying.result_of(one, project, absolute) for one in around.results[key]],
        "conclusions": [saying.conclusion_of(one, absolute) for one in around.conclusions[key]],
        "published_at": project.first_published_at,
        "updated_at": project.last_published_at,
        "is_example": project.institution.is_example,
    }


def one_project(key: str) -> ProjectPage:
    """The project with this id, if it is online.

    Raises:
        NotThereError: it never was.
        TakenAwayError: it was.
    """
    rows = ProjectPage.objects.select_related("institution", "programme", "archival")
    found: ProjectPage | None = rows.filter(pk=int(key)).first() if is_key(key) else None
    if found is None or (not found.live and found.first_published_at is None):
        raise NotThereError
    if not found.live:
        raise gone(found)
    return found


def gone(project: ProjectPage) -> TakenAwayError:
    """What is left of a project that was taken offline; it comes with its archival, if any."""
    archival = getattr(project, "archival", None)
    return TakenAwayError(
        _("Dit project staat niet meer online."),
        url=project_address(project),
        withdrawn_on=timezone.localdate(archival.archived_at).isoformat() if archival else None,
        reason=archival.reason if archival else "",
    )


def is_key(text: str) -> bool:
    """Whether ``text`` can be the number of a row, in every database."""
    return text.isascii() and text.isdecimal() and len(text) < 10
