"""A project that is online, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from search.documents import Place, SearchDocument, Text
from showcase.addresses import project_address_at
from showcase.enums import FoundKind
from showcase.finding.documents.around import AroundProjects
from showcase.finding.documents.concepts import Concept, columns, concept, labels, slugs
from showcase.finding.documents.texts import (
    SCHOOL,
    School,
    present,
    province_of,
    school_texts,
    texts,
    written_in,
)
from showcase.pages import ProjectPage
from vocabularies.records import Term


class _Project(NamedTuple):
    """What a document says of the project itself: the names are those of its fields."""

    pk: int
    title: str
    url_path: str
    language: str
    end_date: date | None
    first_published_at: datetime | None
    acronym: str
    summary: str
    summary_en: str
    what_did_not_work: str
    multiplier_description: str


_OWN = _Project._fields
_FIELDS = (*_OWN, *(f"institution__{name}" for name in SCHOOL), *columns("programme"))
_SCHOOL_AT, _PROGRAMME_AT = len(_OWN), len(_OWN) + len(SCHOOL)


def project_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that are online."""
    rows = list(ProjectPage.objects.live().filter(pk__in=keys).order_by("pk").values_list(*_FIELDS))
    around = AroundProjects([row[0] for row in rows])
    for row in rows:
        school = School(*row[_SCHOOL_AT:_PROGRAMME_AT])
        programme = concept(row[_PROGRAMME_AT:], Term)
        yield _document(_Project(*row[:_SCHOOL_AT]), school, programme, around)


def _document(
    project: _Project, school: School, programme: Concept | None, around: AroundProjects
) -> SearchDocument:
    key = project.pk
    end = str(project.end_date.year) if project.end_date else ""
    results, countries = around.results[key], around.countries[key]
    programmes = [programme] if programme else []
    concepts = [
        *around.themes[key],
        *around.levels[key],
        *programmes,
        *around.forms[key],
        *countries,
        *(result.type for result in results),
    ]
    return SearchDocument(
        kind=FoundKind.PROJECT.value,
        key=key,
        title=project.title,
        url=project_address_at(project.url_path),
        texts=(
            *_own(project),
            *_parts(project, around),
            *school_texts(school),
            *labels(concepts),
        ),
        codes=tuple(around.numbers[key]),
        facets={
            "thema": slugs(around.themes[key]),
            "niveau": slugs(around.levels[key]),
            "programma": slugs(programmes),
            "vorm": slugs(around.forms[key]),
            "land": slugs(countries),
            "jaar": present((end,)),
            "resultaat": slugs(result.type for result in results),
            "onderbouwing": tuple(dict.fromkeys(present([r.evidence_kind for r in results]))),
            "provincie": province_of(school.province),
        },
        published=project.first_published_at,
        about=present((school.name, end)),
        shown=present(
            (
                project.summary,
                *(statement for statement, _argument in around.conclusions[key]),
                *(result.description for result in results),
            )
        ),
    )


def _own(project: _Project) -> list[Text]:
    language = written_in(project.language)
    return texts(
        (project.acronym, Place.NAME, ("nl", "en")),
        (project.summary, Place.LEAD, language),
        (project.summary_en, Place.LEAD, ("en",)),
        (project.what_did_not_work, Place.ASIDE, language),
        (project.multiplier_description, Place.ASIDE, language),
    )


def _parts(project: _Project, around: AroundProjects) -> list[Text]:
    language = written_in(project.language)
    found = []
    for result in around.results[project.pk]:
        own = written_in(result.language)
        found += texts((result.title, Place.LEAD, own), (result.description, Place.BODY, own))
    for statement, argument in around.conclusions[project.pk]:
        found += texts((statement, Place.LEAD, language), (argument, Place.BODY, language))
    found += texts(*((words, Place.ASIDE, language) for words in around.lessons[project.pk]))
    found += texts(*((name, Place.ASIDE, ("nl", "en")) for name in around.partners[project.pk]))
    return found
