"""A result of a project that is online, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.documents import Place, SearchDocument
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
from showcase.records import Result


def result_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of those of ``keys`` that stand."""
    rows = Result.objects.standing().filter(pk__in=keys)
    results = list(rows.select_related("project__institution", "type", "evidence_kind"))
    around = AroundProjects([result.project for result in results])
    for result in results:
        yield _document(result, around)


def _document(result: Result, around: AroundProjects) -> SearchDocument:
    project, language = result.project, written_in(result.language)
    school = project.institution
    themes, levels = around.themes[project.pk], around.levels[project.pk]
    return SearchDocument(
        kind=FoundKind.RESULT.value,
        key=result.pk,
        title=result.title,
        url=f"{project_address(project)}#resultaat-{result.uuid}",
        texts=(
            *texts(
                (result.description, Place.LEAD, language),
                (result.evidence_description, Place.BODY, language),
                (result.evidence_limits, Place.ASIDE, language),
                (result.transfer_conditions, Place.ASIDE, language),
                (result.effort, Place.ASIDE, language),
                (project.title, Place.NAME, ("nl", "en")),
            ),
            *school_texts(school),
            *labels([result.type, *themes, *levels]),
        ),
        facets={
            "thema": slugs(themes),
            "niveau": slugs(levels),
            "resultaat": slugs([result.type]),
            "onderbouwing": slugs([result.evidence_kind]),
            "provincie": province_of(school),
        },
        published=result.first_published_at,
        about=present((result.type.label_nl, school.name)),
        shown=present((result.description, result.evidence_description)),
    )
