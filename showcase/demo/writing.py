"""Turning a sample project into a draft."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from showcase.demo.cast import DEPARTMENT
from showcase.enums import AnchoringStatus, Community
from showcase.pages import ProjectPage
from showcase.records import (
    AnchoringAction,
    ConclusionDraft,
    Lesson,
    MultiplierExample,
    Partner,
    ProjectBarrier,
    ProjectNumber,
    ResultDraft,
)
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

Sample = dict[str, Any]
STATUSES = {"verankerd": AnchoringStatus.ANCHORED, "in-uitvoering": AnchoringStatus.UNDER_WAY}
COMMUNITIES = {
    "gemeenschap-frans": Community.FRENCH,
    "gemeenschap-duitstalig": Community.GERMAN,
}
#: Makes the uuids of demo content the same on every machine.
NAMESPACE = uuid.UUID("5e1f9c1e-9f0c-4f57-8c70-6b6a2b6c7a10")


def write_project(page: ProjectPage, sample: Sample) -> None:
    """Fill the draft ``page`` from ``sample`` (an entry of ``projects.json``); saves nothing."""
    _identity(page, sample)
    _tags(page, sample)
    _results(page, sample)
    _conclusions(page, sample)
    _around(page, sample)


def term(scheme: Scheme, slug: str) -> Term:
    """The term behind a slug of the sample; a typing error stops the loading."""
    return Term.objects.get(scheme=scheme, slug=slug)


def _terms(scheme: Scheme, slugs: Iterable[str]) -> list[Term]:
    return [term(scheme, slug) for slug in slugs]


def _identity(page: ProjectPage, sample: Sample) -> None:
    page.title = sample["title"]
    page.slug = sample["slug"]
    page.acronym = sample["acronym"]
    page.summary = sample["summary_nl"]
    page.summary_en = sample["summary_en"]
    page.programme = term(Scheme.PROGRAMMES, sample["programme"])
    page.start_date = date.fromisoformat(sample["start"])
    page.end_date = date.fromisoformat(sample["end"])
    page.grant_eur = sample["grant_eur"] or None
    page.own_means_eur = sample.get("own_means_eur")
    page.number_note = sample.get("project_number_note", "")
    if sample["project_number"]:
        page.project_numbers = [ProjectNumber(number=sample["project_number"])]
    for field, value in sample["mobility"].items():
        setattr(page, field, value)


def _tags(page: ProjectPage, sample: Sample) -> None:
    page.themes.set(list(Theme.objects.filter(slug__in=sample["themes"])))
    page.levels.set(list(EducationLevel.objects.filter(slug__in=sample["education_levels"])))
    page.forms = _terms(Scheme.FORMS, sample["forms"])
    page.competence_dimensions = _terms(
        Scheme.COMPETENCE_DIMENSIONS, sample["competence_dimensions"]
    )
    page.target_groups = _terms(Scheme.TARGET_GROUPS, sample["target_groups"])
    page.support_received = _terms(Scheme.SUPPORT_ORGANISATIONS, sample["support_received"])


def child_uuid(project: str, child: str) -> uuid.UUID:
    """The uuid of a result or conclusion of a sample project: ``child_uuid("P03", "C1")``."""
    return uuid.uuid5(NAMESPACE, f"{project}.{child}")


def _uuid(sample: Sample, child: str) -> uuid.UUID:
    return child_uuid(sample["id"], child)


def _results(page: ProjectPage, sample: Sample) -> None:
    page.result_drafts = [
        ResultDraft(
            uuid=_uuid(sample, result["id"]),
            title=result["title"],
            description=result["description"],
            type=term(Scheme.OUTPUT_TYPES, result["type"]),
            nothing_to_share=True,
            evidence_kind=term(Scheme.EVIDENCE_KINDS, result["evidence"]["kind"]),
            evidence_description=result["evidence"]["description"],
            evidence_scale=result["evidence"].get("sample_size"),
            target_groups=result["target_groups"],
        )
        for result in sample["results"]
    ]


def _conclusions(page: ProjectPage, sample: Sample) -> None:
    page.conclusion_drafts = [
        ConclusionDraft(
            uuid=_uuid(sample, conclusion["id"]),
            statement=conclusion["statement"],
            argument=conclusion["argument"],
            kind=conclusion["kind"],
            policy_levels=[conclusion["policy_level"]],
            policy_domains=[conclusion["policy_domain"]],
            addressee_institutions=[DEPARTMENT] if conclusion["policy_level"] == "vlaams" else [],
            addressee_words=conclusion["addressee"],
            supported_by=[str(_uuid(sample, known)) for known in conclusion["supported_by"]],
        )
        for conclusion in sample["policy_conclusions"]
    ]


def _around(page: ProjectPage, sample: Sample) -> None:
    page.partners = [
        Partner(
            name=partner["name"],
            country=term(Scheme.COUNTRIES, partner["country"].lower()),
            community=COMMUNITIES.get(partner.get("community", ""), ""),
            kind=partner["type"],
            role=partner["role"],
        )
        for partner in sample["partners"]
    ]
    page.anchoring_actions = [
        AnchoringAction(
            instrument=term(Scheme.ANCHORING_INSTRUMENTS, action["instrument"]),
            status=STATUSES[action["status"]],
            description=action["description"],
        )
        for action in sample["anchoring"]
    ]
    page.barriers = [
        ProjectBarrier(
            barrier=term(Scheme.BARRIERS, barrier["barrier"]), handling=barrier["handling"]
        )
        for barrier in sample["barriers"]
    ]
    page.lessons = [Lesson(text=text) for text in sample["lessons_learned"]]
    multiplier = sample["multiplier"]
    page.multiplier_description = multiplier["description"]
    page.adopting_schools = multiplier["adopting_schools"]
    page.trained_colleagues = multiplier["trained_colleagues"]
    page.multiplier_examples = [MultiplierExample(text=text) for text in multiplier["examples"]]
