"""A conclusion that was published, as it can be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from search.documents import Place, SearchDocument, Text
from showcase.enums import ConclusionStatus, FoundKind
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
from showcase.records import PolicyConclusion


def conclusion_documents(keys: Sequence[int]) -> Iterator[SearchDocument]:
    """The documents of ``keys``: a withdrawn conclusion keeps its page, so it stays findable."""
    rows = PolicyConclusion.objects.filter(pk__in=keys)
    rows = rows.select_related("institution", "project__programme__broader")
    conclusions = list(
        rows.prefetch_related("policy_domains__broader", "policy_levels__broader", "addressees")
    )
    around = AroundProjects([conclusion.project for conclusion in conclusions])
    for conclusion in conclusions:
        yield _document(conclusion, around)


def _document(conclusion: PolicyConclusion, around: AroundProjects) -> SearchDocument:
    project, school = conclusion.project, conclusion.institution
    is_standing = conclusion.withdrawn_at is None and project.live
    status = ConclusionStatus.PUBLISHED if is_standing else ConclusionStatus.WITHDRAWN
    moment = timezone.localtime(conclusion.first_published_at)
    domains, levels = conclusion.policy_domains.all(), conclusion.policy_levels.all()
    return SearchDocument(
        kind=FoundKind.CONCLUSION.value,
        key=conclusion.pk,
        title=conclusion.statement,
        url=conclusion.get_absolute_url(),
        texts=(*_own(conclusion), *school_texts(school), *_labels(conclusion, around)),
        codes=(conclusion.reference,),
        facets={
            "thema": slugs(around.themes[project.pk]),
            "niveau": slugs(around.levels[project.pk]),
            "domein": slugs(domains),
            "beleidsniveau": slugs(levels),
            "programma": slugs([project.programme]),
            "jaar": (str(moment.year),),
            "status": (status.value,),
            "adressaat": tuple(one.slug for one in conclusion.addressees.all()),
            "provincie": province_of(school),
        },
        published=conclusion.first_published_at,
        about=present((conclusion.reference, school.name)),
        shown=present((conclusion.argument,)),
    )


def _own(conclusion: PolicyConclusion) -> list[Text]:
    project = conclusion.project
    language = written_in(project.language)
    return texts(
        (conclusion.argument, Place.LEAD, language),
        # What a project that is offline was called is on no page.
        (project.title if project.live else "", Place.NAME, ("nl", "en")),
        (conclusion.addressee_words, Place.ASIDE, language),
        *((one.name, Place.ASIDE, ("nl",)) for one in conclusion.addressees.all()),
    )


def _labels(conclusion: PolicyConclusion, around: AroundProjects) -> list[Text]:
    project: Any = conclusion.project
    return labels(
        [
            *conclusion.policy_domains.all(),
            *conclusion.policy_levels.all(),
            *around.themes[project.pk],
            *around.levels[project.pk],
            *([project.programme] if project.programme_id else []),
        ]
    )
