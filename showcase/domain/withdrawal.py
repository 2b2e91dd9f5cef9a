"""Taking back what was published: with a reason, and without losing a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from accounts.records import User
from audit.domain.record import record
from showcase import permissions
from showcase.domain import mails
from showcase.domain.drafting import locked
from showcase.domain.indexing import index_projects
from showcase.enums import ProjectState
from showcase.records import Archival, PolicyConclusion, Result

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

MAX_REASON = 300


def _reason(words: str) -> str:
    reason = words.strip()
    if not reason:
        raise ValidationError({"reason": _("Zeg waarom. De reden staat op de openbare pagina.")})
    if len(reason) > MAX_REASON:
        raise ValidationError({"reason": _("Zeg het in hoogstens 300 tekens.")})
    return reason


@transaction.atomic
def withdraw_conclusion(conclusion: PolicyConclusion, *, by: User, reason: str) -> PolicyConclusion:
    """Mark a conclusion as withdrawn; its page and reference stay. Repeating changes nothing.

    Raises:
        PermissionDenied: ``by`` is neither of its school nor a moderator of another.
        ValidationError: no reason, or one of over 300 characters.
    """
    fresh: PolicyConclusion = PolicyConclusion.objects.select_for_update().get(pk=conclusion.pk)
    if not permissions.can_withdraw(by, fresh):
        raise PermissionDenied
    if _mark_withdrawn(fresh, fresh.statement, reason):
        record("withdraw_conclusion", fresh, by=by, reference=fresh.reference)
        told = {"reference": fresh.reference, "reason": fresh.withdrawn_reason}
        mails.tell_school(fresh.project, "conclusion_withdrawn", **told)
    return fresh


@transaction.atomic
def withdraw_result(result: Result, *, by: User, reason: str) -> Result:
    """Mark a result as withdrawn; conclusions that rest on it keep saying so. Repeatable.

    Raises:
        PermissionDenied: ``by`` is neither of its school nor a moderator of another.
        ValidationError: no reason, or one of over 300 characters.
    """
    fresh: Result = Result.objects.select_for_update().get(pk=result.pk)
    if not permissions.can_withdraw_result(by, fresh):
        raise PermissionDenied
    if _mark_withdrawn(fresh, fresh.title, reason):
        record("withdraw_result", fresh, by=by)
        said = {"part": fresh.title, "reason": fresh.withdrawn_reason}
        mails.tell_school(fresh.project, "result_withdrawn", **said)
    return fresh


def _mark_withdrawn(part: Result | PolicyConclusion, title: str, reason: str) -> bool:
    """Mark a locked ``part`` as withdrawn, and tell who may be reading; False if it was already."""
    if part.is_withdrawn:
        return False
    part.withdrawn_reason = _reason(reason)
    part.withdrawn_at = timezone.now()
    part.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    index_projects([part.project_id])
    _tell_reviewers_meanwhile(part.project, title, part.withdrawn_reason)
    return True


def _tell_reviewers_meanwhile(project: ProjectPage, part: str, reason: str) -> None:
    """Tell who may be reading changes of ``project`` that a published part is withdrawn."""
    if project.state == ProjectState.IN_REVIEW:
        mails.tell_reviewers(project, "withdrawn_for_reviewers", part=part, reason=reason)


@transaction.atomic
def archive_project(project: ProjectPage, *, by: User, reason: str) -> None:
    """Take a project offline: a tombstone at its address, its conclusions marked withdrawn.

    Raises:
        PermissionDenied: ``by`` is neither of its school nor a moderator of another.
        ValidationError: no reason, or one of over 300 characters.
    """
    page = locked(project)
    if page.state == ProjectState.ARCHIVED:
        return
    if not permissions.can_archive(by, page):
        raise PermissionDenied
    Archival.objects.update_or_create(
        project=page,
        defaults={
            "archived_at": timezone.now(),
            "reason": _reason(reason),
            "reopened_at": None,
        },
    )
    workflow_state = page.current_workflow_state
    if workflow_state is not None:
        mails.tell_reviewers(page, "archived_for_reviewers", reason=_reason(reason))
        workflow_state.cancel(user=by)
    # No page permission reaches a published project; that ``by`` may do this was asked above.
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    record("archive_project", page, by=by)
    mails.tell_school(page, "archived", reason=reason)


@transaction.atomic
def reopen_project(project: ProjectPage, *, by: User) -> None:
    """Give an archived project back to its school as a draft, to hand in again.

    Its tombstone keeps saying when and why until it is online again.

    Raises:
        PermissionDenied: ``by`` is no moderator of another institution.
    """
    page = locked(project)
    if not permissions.can_reopen(by, page):
        raise PermissionDenied
    Archival.objects.filter(project=page).update(reopened_at=timezone.now())
    record("reopen_project", page, by=by)
    mails.tell_school(page, "reopened")
