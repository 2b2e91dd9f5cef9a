"""A policy conclusion as open data. Of one that was withdrawn only when and why it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from ninja import Field, Schema

from opendata.problems import NotThereError
from opendata.registry import Absolute
from opendata.schemas import LICENCE, Code, Concept, Record, Reference
from showcase.addresses import school_address_of
from showcase.enums import ConclusionKind, ConclusionStatus
from showcase.opendata import saying
from showcase.opendata.around import AroundProjects
from showcase.records import PolicyConclusion
from showcase.trail import trails_of, withdrawal_of
from ui.trail import Station


class StationOf(Schema):
    """A station of the trail: what happened, when and by whom, or what did not yet."""

    state: str = Field(description="done, good, part, wait, late, no or open")
    what: str
    when: str
    who: str
    url: str | None


class Conclusion(Record):
    """What a school asks of policy, or advises other schools."""

    reference: str
    status: str
    withdrawn_on: date | None
    withdrawn_reason: str
    statement: str
    argument: str
    language: str
    kind: Code | None
    policy_levels: list[Concept]
    policy_domains: list[Concept]
    addressees: list[Reference]
    addressee_words: str
    themes: list[Concept]
    levels: list[Concept]
    programme: Concept | None
    project: Reference | None
    school: Reference
    supported_by: list[Reference]
    trail: list[StationOf]
    version: int
    published_at: datetime
    updated_at: datetime
    is_example: bool


#: What is empty in the record of a conclusion that was withdrawn.
NOTHING: dict[str, Any] = {
    "statement": "",
    "argument": "",
    "language": "",
    "kind": None,
    "policy_levels": [],
    "policy_domains": [],
    "addressees": [],
    "addressee_words": "",
    "themes": [],
    "levels": [],
    "programme": None,
    "project": None,
    "supported_by": [],
    "trail": [],
}


def conclusion_records(
    conclusions: Sequence[PolicyConclusion], absolute: Absolute
) -> list[dict[str, Any]]:
    """The records of conclusions that were published; they come with school and project."""
    prefetch_related_objects(
        list(conclusions),
        "policy_levels",
        "policy_domains",
        "addressees",
        "supported_by",
        "project__programme",
    )
    around = AroundProjects([conclusion.project for conclusion in conclusions])
    trails = trails_of(conclusions)
    return [
        _common(one, absolute)
        | (
            NOTHING
            if withdrawal_of(one)
            else _said(one, around, absolute)
            | {"trail": [_station(at, absolute) for at in trails[one.pk].stations]}
        )
        for one in conclusions
    ]


def _common(conclusion: PolicyConclusion, absolute: Absolute) -> dict[str, Any]:
    withdrawal = withdrawal_of(conclusion)
    status = ConclusionStatus.WITHDRAWN if withdrawal else ConclusionStatus.PUBLISHED
    return {
        "id": conclusion.reference,
        "url": absolute(reverse("conclusion", args=[conclusion.reference])),
        "title": saying.withdrawn(conclusion) if withdrawal else conclusion.statement,
        "slug": conclusion.reference,
        **saying.terms(LICENCE, conclusion.institution.name),
        "reference": conclusion.reference,
        "status": status.value,
        "withdrawn_on": withdrawal.on if withdrawal else None,
        "withdrawn_reason": withdrawal.reason if withdrawal else "",
        "school": {
            "id": conclusion.institution_id,
            "title": conclusion.institution.name,
            "url": absolute(school_address_of(conclusion.project)),
        },
        "version": conclusion.version,
        "published_at": conclusion.first_published_at,
        "updated_at": conclusion.updated_at,
        "is_example": conclusion.institution.is_example,
    }


def _said(
    conclusion: PolicyConclusion, around: AroundProjects, absolute: Absolute
) -> dict[str, Any]:
    project = conclusion.project
    kind = ConclusionKind(conclusion.kind)
    return {
        "statement": conclusion.statement,
        "argument": conclusion.argument,
        "language": project.language,
        "kind": saying.code(kind.value, kind.label),
        "policy_levels": saying.concepts(conclusion.policy_levels.all()),
        "policy_domains": saying.concepts(conclusion.policy_domains.all()),
        "addressees": [
            {"id": one.pk, "title": one.name, "url": None} for one in conclusion.addressees.all()
        ],
        "addressee_words": conclusion.addressee_words,
        "themes": saying.concepts(around.themes[project.pk]),
        "levels": saying.concepts(around.levels[project.pk]),
        "programme": saying.concept(project.programme),
        "project": saying.project_of(project, absolute),
        "supported_by": [
            saying.result_of(one, project, absolute)
            for one in conclusion.supported_by.all()
            if not one.is_withdrawn
        ],
    }


def _station(at: Station, absolute: Absolute) -> dict[str, Any]:
    return {
        "state": at.state,
        "what": str(at.what),
        "when": str(at.when),
        "who": str(at.who),
        "url": absolute(at.url) if at.url else None,
    }


def one_conclusion(key: str) -> PolicyConclusion:
    """The conclusion with this reference, also when it was withdrawn.

    Raises:
        NotThereError: there is none.
    """
    rows = PolicyConclusion.objects.select_related(
        "project__archival", "project__programme", "institution"
    )
    found: PolicyConclusion | None = rows.filter(reference=key).first()
    if found is None:
        raise NotThereError
    return found
