"""Making permanent records of what a project says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.domain.record import record
from institutions.records import Institution
from showcase.domain.references import next_reference
from showcase.records import (
    Archival,
    ConclusionDraft,
    ConclusionVersion,
    PolicyConclusion,
    Result,
    ResultDraft,
)
from vocabularies.domain.retiring import standing_now
from vocabularies.enums import Scheme
from vocabularies.records import Term

if TYPE_CHECKING:
    from showcase.pages import ProjectPage


@transaction.atomic
def publish_records(project: ProjectPage) -> None:
    """Write every result and conclusion of a live ``project`` as a permanent record.

    Records are found by the uuid of their draft: text is renewed, reference, first publication
    and withdrawal stay. A record whose draft is missing (an older revision) is left alone.
    """
    now = _moment(project)
    Archival.objects.filter(project=project.pk).delete()
    results = {
        draft.uuid: _publish_result(project, draft, position, now)
        for position, draft in enumerate(project.result_drafts.all())
    }
    for position, draft in enumerate(project.conclusion_drafts.all()):
        _publish_conclusion(project, draft, position, results, now)


def _moment(project: ProjectPage) -> datetime:
    """Now; at the first publication, the moment that Wagtail noted for the page."""
    is_first = not Result.objects.filter(project=project.pk).exists()
    return (project.first_published_at if is_first else None) or timezone.now()


def _publish_result(
    project: ProjectPage, draft: ResultDraft, position: int, now: datetime
) -> Result:
    text = {
        "project_id": project.pk,
        "position": position,
        "title": draft.title,
        "description": draft.description,
        "type_id": draft.type_id,
        "language": draft.language,
        "link": draft.link,
        "document_id": draft.document_id,
        "licence": draft.licence,
        "evidence_kind_id": draft.evidence_kind_id,
        "evidence_description": draft.evidence_description,
        "evidence_scale": draft.evidence_scale,
        "evidence_measured_by": draft.evidence_measured_by,
        "evidence_limits": draft.evidence_limits,
        "transfer_conditions": draft.transfer_conditions,
        "effort": draft.effort,
        "updated_at": now,
    }
    result, _created = Result.objects.update_or_create(
        uuid=draft.uuid, defaults=text, create_defaults={**text, "first_published_at": now}
    )
    result.target_groups.set(_terms(Scheme.TARGET_GROUPS, draft.target_groups))
    return result


def _publish_conclusion(
    project: ProjectPage,
    draft: ConclusionDraft,
    position: int,
    results: dict[UUID, Result],
    now: datetime,
) -> PolicyConclusion:
    text = {
        "project_id": project.pk,
        "institution_id": project.institution_id,
        "position": position,
        "statement": draft.statement,
        "argument": draft.argument,
        "kind": draft.kind,
        "addressee_words": draft.addressee_words,
        "updated_at": now,
    }
    conclusion = PolicyConclusion.objects.select_for_update().filter(uuid=draft.uuid).first()
    if conclusion is None:
        conclusion = PolicyConclusion.objects.create(
            uuid=draft.uuid, reference=next_reference(now), first_published_at=now, **text
        )
        _keep_version(conclusion, now)
        record("publish_conclusion", conclusion, by=None, reference=conclusion.reference)
    else:
        new_words = (conclusion.statement, conclusion.argument) != (draft.statement, draft.argument)
        for field, value in text.items():
            setattr(conclusion, field, value)
        if new_words:
            conclusion.version += 1
        conclusion.save()
        if new_words:
            _keep_version(conclusion, now)
    _point_conclusion(conclusion, draft, results)
    return conclusion


def _point_conclusion(
    conclusion: PolicyConclusion, draft: ConclusionDraft, results: dict[UUID, Result]
) -> None:
    conclusion.policy_levels.set(_terms(Scheme.POLICY_LEVELS, draft.policy_levels))
    conclusion.policy_domains.set(_terms(Scheme.POLICY_DOMAINS, draft.policy_domains))
    conclusion.addressees.set(_addressees(draft.addressee_institutions))
    supporting = {str(uuid): result for uuid, result in results.items()}
    conclusion.supported_by.set(
        [supporting[uuid] for uuid in draft.supported_by if uuid in supporting]
    )


def _keep_version(conclusion: PolicyConclusion, now: datetime) -> None:
    ConclusionVersion.objects.create(
        conclusion=conclusion,
        version=conclusion.version,
        statement=conclusion.statement,
        argument=conclusion.argument,
        published_at=now,
    )


def _terms(scheme: Scheme, slugs: Iterable[str]) -> list[Term]:
    """The terms behind ``slugs``, each as it stands now: replaced ones by their successor."""
    known = Term.objects.in_scheme(scheme).in_bulk()
    wanted = set(slugs)
    return [standing_now(term, known) for term in known.values() if term.slug in wanted]


def _addressees(slugs: Iterable[str]) -> list[Institution]:
    """The institutions behind ``slugs``; one that merged stands for what it went up in."""
    found = Institution.objects.filter(slug__in=list(slugs)).select_related("merged_into")
    return [one.merged_into or one for one in found]
