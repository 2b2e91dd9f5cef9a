"""A project that is online, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.documents import Place, SearchDocument, Text
from showcase.addresses import project_address
from showcase.enums import FoundKind
from showcase.finding.documents.around import (
    AroundProjects,
    labels,
    present,
    province_of,
    school_texts,
    slugs,
    texts,
    written_in,
)
from showcase.pages import ProjectPage


def project_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that are online."""
    rows = ProjectPage.objects.live().filter(pk__in=keys)
    projects = list(rows.select_related("institution", "programme__broader"))
    around = AroundProjects(projects)
    for project in projects:
        yield _document(project, around)


def _document(project: ProjectPage, around: AroundProjects) -> SearchDocument:
    key, school = project.pk, project.institution
    end = project.end_date
    results = around.results[key]
    countries = [p.country for p in around.partners[key] if p.country_id]
    return SearchDocument(
        kind=FoundKind.PROJECT.value,
        key=key,
        title=project.title,
        url=project_address(project),
        texts=(*_own(project), *_parts(key, around), *school_texts(school), *_labels(key, around)),
        codes=tuple(around.numbers[key]),
        facets={
            "thema": slugs(around.themes[key]),
            "niveau": slugs(around.levels[key]),
            "programma": slugs([project.programme]),
            "vorm": slugs(around.forms[key]),
            "land": slugs(countries),
            "jaar": (str(end.year),) if end else (),
            "resultaat": slugs(result.type for result in results),
            "onderbouwing": slugs(result.evidence_kind for result in results),
            "provincie": province_of(school),
        },
        published=project.first_published_at,
        about=present((school.name, str(end.year) if end else "")),
        shown=present(
            (
                project.summary,
                *(conclusion.statement for conclusion in around.conclusions[key]),
                *(result.description for result in results),
            )
        ),
    )


def _own(project: ProjectPage) -> list[Text]:
    language = written_in(project.language)
    return texts(
        (project.acronym, Place.NAME, ("nl", "en")),
        (project.summary, Place.LEAD, language),
        (project.summary_en, Place.LEAD, ("en",)),
        (project.what_did_not_work, Place.ASIDE, language),
        (project.multiplier_description, Place.ASIDE, language),
    )


def _parts(key: int, around: AroundProjects) -> list[Text]:
    language = written_in(around.projects[key].language)
    found = []
    for result in around.results[key]:
        own = written_in(result.language)
        found += texts((result.title, Place.LEAD, own), (result.description, Place.BODY, own))
    for conclusion in around.conclusions[key]:
        found += texts(
            (conclusion.statement, Place.LEAD, language),
            (conclusion.argument, Place.BODY, language),
        )
    found += texts(*((words, Place.ASIDE, language) for words in around.lessons[key]))
    found += texts(*((one.name, Place.ASIDE, ("nl", "en")) for one in around.partners[key]))
    return found


def _labels(key: int, around: AroundProjects) -> list[Text]:
    project = around.projects[key]
    return labels(
        [
            *around.themes[key],
            *around.levels[key],
            *([project.programme] if project.programme_id else []),
            *around.forms[key],
            *(one.country for one in around.partners[key] if one.country_id),
            *(result.type for result in around.results[key]),
        ]
    )
