"""A moderator proposes what a part lacks; the school confirms with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.records import User
from audit.domain.record import record
from showcase import permissions
from showcase.domain import mails
from showcase.domain.drafting import locked
from showcase.domain.first_parts import part_with
from showcase.domain.fitting import fitting
from showcase.enums import ChildKind, ProjectState, ProposalState
from showcase.records import CompletionProposal

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Fields a moderator may propose, per part; words of the school are never among them.
PROPOSABLE_FIELDS: dict[ChildKind, frozenset[str]] = {
    ChildKind.RESULT: frozenset({"type", "licence", "evidence_kind"}),
    ChildKind.CONCLUSION: frozenset(
        {
            "kind",
            "policy_levels",
            "policy_domains",
            "addressee_institutions",
            "addressee_words",
            "supported_by",
        }
    ),
}


#: Room for why a school declines.
MOST_IN_REASON = 300


class ProposalSettled(Exception):
    """The proposal was confirmed, declined or replaced already."""


class PartGone(Exception):
    """The part that the proposal is about is no longer in the draft."""


@transaction.atomic
def propose_completion(
    project: ProjectPage,
    proposals: dict[tuple[ChildKind, UUID], dict[str, Any]],
    *,
    by: User,
) -> list[CompletionProposal]:
    """Propose values for parts of a project; one mail to the school for all of them.

    ``proposals`` maps a part to values of `PROPOSABLE_FIELDS`, as the draft keeps them
    (slugs, uuids, codes; ``type`` and ``evidence_kind`` as the id of a term). A new proposal
    for a part replaces an open one; what a colleague proposed on other fields goes into it.

    Raises:
        PermissionDenied: ``by`` may not review this project.
        ValueError: a field that a moderator may not propose.
    """
    page = locked(project)
    if not permissions.can_review(by, page):
        raise PermissionDenied
    made = []
    for (kind, uuid), values in proposals.items():
        foreign = set(values) - PROPOSABLE_FIELDS[kind]
        if foreign:
            raise ValueError(f"Not for a moderator to propose: {sorted(foreign)}")
        waiting = CompletionProposal.objects.open().filter(project=page, child_uuid=uuid)
        theirs = waiting.exclude(proposed_by=by).first()
        proposed = {**theirs.values, **values} if theirs is not None else values
        waiting.update(state=ProposalState.REPLACED, settled_at=timezone.now(), settled_by=by)
        made.append(
            CompletionProposal.objects.create(
                project=page, child_kind=kind, child_uuid=uuid, values=proposed, proposed_by=by
            )
        )
    if made:
        record("propose_completion", page, by=by, count=len(made))
        mails.tell_school(page.get_latest_revision_as_object(), "completion_proposed")
    return made


@transaction.atomic
def confirm_proposal(proposal: CompletionProposal, *, by: User) -> None:
    """Write the proposed values into the draft, also while it is in review. Repeatable.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        ProposalSettled: it was declined or replaced.
        PartGone: the draft no longer has that part.
    """
    page = locked(proposal.project)
    if not permissions.can_settle_proposal(by, page):
        raise PermissionDenied
    proposal.refresh_from_db()
    if proposal.state == ProposalState.CONFIRMED:
        return
    _refuse_settled(proposal)
    draft = page.get_latest_revision_as_object()
    part = _part(draft, proposal)
    for field, value in proposal.values.items():
        name = f"{field}_id" if field in {"type", "evidence_kind"} else field
        setattr(part, name, value)
    revision = draft.save_revision(user=by, clean=False, log_action=True)
    task_state = page.current_workflow_task_state
    if page.state == ProjectState.IN_REVIEW and task_state is not None:
        task_state.revision = revision
        task_state.save(update_fields=["revision"])
    _settle(proposal, ProposalState.CONFIRMED, by=by)


@transaction.atomic
def decline_proposal(proposal: CompletionProposal, *, by: User, reason: str = "") -> None:
    """Leave the part as it is; the moderator reads why.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        ProposalSettled: it was confirmed or replaced.
        ValidationError: the reason is longer than fits.
    """
    if not permissions.can_settle_proposal(by, locked(proposal.project)):
        raise PermissionDenied
    proposal.refresh_from_db()
    if proposal.state == ProposalState.DECLINED:
        return
    _refuse_settled(proposal)
    proposal.decline_reason = fitting(reason, MOST_IN_REASON)
    _settle(proposal, ProposalState.DECLINED, by=by)


def _refuse_settled(proposal: CompletionProposal) -> None:
    if proposal.state != ProposalState.PROPOSED:
        raise ProposalSettled


def _part(draft: ProjectPage, proposal: CompletionProposal) -> Any:
    part = part_with(draft, ChildKind(proposal.child_kind), proposal.child_uuid)
    if part is None:
        raise PartGone
    return part


def _settle(proposal: CompletionProposal, state: ProposalState, *, by: User) -> None:
    proposal.state = state
    proposal.settled_by = by
    proposal.settled_at = timezone.now()
    proposal.save(update_fields=["state", "settled_by", "settled_at", "decline_reason"])
    record("settle_proposal", proposal, by=by, state=str(state))
