"""A result of a project that is online, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from search.documents import Place, SearchDocument
from showcase.addresses import project_address_at
from showcase.enums import FoundKind
from showcase.finding.documents.around import AroundProjects, one_concept
from showcase.finding.documents.concepts import Concept, columns, labels, slugs
from showcase.finding.documents.texts import (
    SCHOOL,
    School,
    present,
    province_of,
    school_texts,
    texts,
    written_in,
)
from showcase.records import Result
from vocabularies.records import Term


class _Result(NamedTuple):
    """What a document says of the result itself, and of its project: the names of fields."""

    pk: int
    uuid: UUID
    title: str
    language: str
    description: str
    evidence_description: str
    evidence_limits: str
    transfer_conditions: str
    effort: str
    first_published_at: datetime
    project: int
    project__title: str
    project__url_path: str
    evidence_kind__slug: str | None
    type__label_nl: str


_OWN = _Result._fields
_FIELDS = (*_OWN, *(f"project__institution__{name}" for name in SCHOOL), *columns("type"))
_SCHOOL_AT, _TYPE_AT = len(_OWN), len(_OWN) + len(SCHOOL)


def result_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that stand."""
    rows = Result.objects.standing().filter(pk__in=keys).order_by("pk").values_list(*_FIELDS)
    found = [
        (_Result(*row[:_SCHOOL_AT]), School(*row[_SCHOOL_AT:_TYPE_AT]), row[_TYPE_AT:])
        for row in rows
    ]
    around = AroundProjects([result.project for result, _school, _type in found])
    for result, school, type_ in found:
        yield _document(result, school, one_concept(type_, Term), around)


def _document(
    result: _Result, school: School, type_: Concept, around: AroundProjects
) -> SearchDocument:
    language = written_in(result.language)
    themes, levels = around.themes[result.project], around.levels[result.project]
    return SearchDocument(
        kind=FoundKind.RESULT.value,
        key=result.pk,
        title=result.title,
        url=f"{project_address_at(result.project__url_path)}#resultaat-{result.uuid}",
        texts=(
            *texts(
                (result.description, Place.LEAD, language),
                (result.evidence_description, Place.BODY, language),
                (result.evidence_limits, Place.ASIDE, language),
                (result.transfer_conditions, Place.ASIDE, language),
                (result.effort, Place.ASIDE, language),
                (result.project__title, Place.NAME, ("nl", "en")),
            ),
            *school_texts(school),
            *labels([type_, *themes, *levels]),
        ),
        facets={
            "thema": slugs(themes),
            "niveau": slugs(levels),
            "resultaat": (type_.slug,),
            "onderbouwing": present((result.evidence_kind__slug,)),
            "provincie": province_of(school.province),
        },
        published=result.first_published_at,
        about=present((result.type__label_nl, school.name)),
        shown=present((result.description, result.evidence_description)),
    )
