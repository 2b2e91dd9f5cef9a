"""A result of a project that is online, as open data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from opendata.problems import NotThereError, TakenAwayError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Concept, Record, Reference
from showcase.addresses import project_address
from showcase.opendata import saying
from showcase.opendata.around import AroundProjects
from showcase.opendata.projects import gone
from showcase.records import Result as PublishedResult
from ui.links import web_address


class Evidence(Schema):
    """What supports the result, in words; it has no strength and no grade."""

    kind: Concept | None
    description: str
    scale: int | None = Field(description="How many people it was about.")
    limits: str


class Result(Record):
    """What a project made or found."""

    description: str
    type: Concept
    language: str
    work_url: str | None = Field(description="Where the result itself is: a file or a link.")
    work_licence: str = Field(description="Under which terms: an SPDX code, reserved, or empty.")
    evidence: Evidence
    target_groups: list[Concept]
    transfer_conditions: str
    effort: str
    themes: list[Concept]
    levels: list[Concept]
    project: Reference
    school: Reference
    published_at: datetime
    updated_at: datetime
    is_example: bool


def result_records(results: Sequence[PublishedResult], absolute: Absolute) -> list[dict[str, Any]]:
    """The records of results that stand; they come with type, evidence, file and project."""
    prefetch_related_objects(list(results), "target_groups")
    around = AroundProjects([result.project for result in results])
    return [_record(result, around, absolute) for result in results]


def _record(result: PublishedResult, around: AroundProjects, absolute: Absolute) -> dict[str, Any]:
    project = result.project
    return {
        **saying.result_of(result, project, absolute),
        "slug": str(result.uuid),
        **saying.terms(LICENCE, project.institution.name),
        "description": result.description,
        "type": saying.concept(result.type),
        "language": result.language,
        "work_url": _work(result, absolute),
        "work_licence": result.licence,
        "evidence": {
            "kind": saying.concept(result.evidence_kind),
            "description": result.evidence_description,
            "scale": result.evidence_scale,
            "limits": result.evidence_limits,
        },
        "target_groups": saying.concepts(result.target_groups.all()),
        "transfer_conditions": result.transfer_conditions,
        "effort": result.effort,
        "themes": saying.concepts(around.themes[project.pk]),
        "levels": saying.concepts(around.levels[project.pk]),
        "project": saying.project_of(project, absolute),
        "school": saying.school_of(project, absolute),
        "published_at": result.first_published_at,
        "updated_at": result.updated_at,
        "is_example": project.institution.is_example,
    }


def _work(result: PublishedResult, absolute: Absolute) -> str | None:
    if result.document is not None:
        return absolute(result.document.url)
    return web_address(result.link) or None


def one_result(key: str) -> PublishedResult:
    """The result with this id, if it stands.

    Raises:
        NotThereError: there is none.
        TakenAwayError: it was withdrawn, or its project was taken offline.
    """
    try:
        number = UUID(key)
    except ValueError:
        raise NotThereError from None
    rows = PublishedResult.objects.select_related(
        "type", "evidence_kind", "document", "project__institution", "project__archival"
    )
    found: PublishedResult | None = rows.filter(uuid=number).first()
    if found is None:
        raise NotThereError
    if not found.project.live:
        raise gone(found.project)
    if found.withdrawn_at is not None:
        raise TakenAwayError(
            _("Dit resultaat is ingetrokken."),
            url=project_address(found.project),
            withdrawn_on=timezone.localdate(found.withdrawn_at).isoformat(),
            reason=found.withdrawn_reason,
        )
    return found
