"""What a school does during the call: offering conclusions, answering when asked, withdrawing."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.withdrawn import tell_withdrawn, was_discussed
from forums.enums import LIVING_STATES, Phase, ProposalState
from forums.records import Proposal, ProposedConclusion
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum
    from institutions.records import Institution


class CallIsClosedError(Exception):
    """The call does not run: nothing can be proposed."""


class AlreadyProposedError(Exception):
    """Conclusions with these ``references`` are in a living proposal for the forum."""

    def __init__(self, references: list[str]) -> None:
        super().__init__(references)
        self.references = references


class NotOpenError(Exception):
    """The proposal is in a state in which this can't be done any more."""


class DiscussedAlreadyError(Exception):
    """A session talked about it, or a recommendation went out on it: it stays what it was."""


def offerable(forum: Forum, institutions: Collection[int]) -> Any:
    """What these institutions can offer ``forum``: published, and in no living proposal for it."""
    taken = ProposedConclusion.objects.filter(forum=forum, is_living=True)
    return (
        PolicyConclusion.objects.standing()
        .filter(institution__in=institutions)
        .exclude(pk__in=taken.values("conclusion"))
        .order_by("reference")
    )


@transaction.atomic
def offer_conclusions(
    forum: Forum,
    institution: Institution,
    conclusions: Collection[PolicyConclusion],
    *,
    motivation: str,
    by: User,
) -> Proposal:
    """Offer ``conclusions`` of ``institution`` for ``forum``, and say why.

    The forum's row is locked, so that of two who offer the same conclusion one hears of the other.

    Raises:
        PermissionDenied: ``by`` does not work for the school, or does not take part in the forum.
        CallIsClosedError: the call does not run.
        AlreadyProposedError: with the references of what is proposed already.
        ValidationError: no conclusion, one that is not the school's or not online, no motivation.
    """
    held = _held(forum)
    _refuse_who_may_not(by, held, institution)
    proposal = Proposal(
        forum=held,
        institution=institution,
        state=ProposalState.OFFERED,
        motivation=motivation.strip(),
        offered_at=timezone.now(),
    )
    start_proposal(proposal, conclusions)
    record("offer_conclusions", proposal, by=by, forum=held.pk, institution=institution.pk)
    return proposal


def start_proposal(proposal: Proposal, conclusions: Collection[PolicyConclusion]) -> None:
    """Keep a new proposal with what is in it; the caller holds the forum's row.

    Raises:
        AlreadyProposedError: with the references of what is proposed already.
        ValidationError: no conclusion, or one that is not the school's or not online.
    """
    keys = {one.pk for one in conclusions}
    standing = PolicyConclusion.objects.standing().filter(institution=proposal.institution)
    if not keys or standing.filter(pk__in=keys).count() != len(keys):
        raise ValidationError(_("Kies gepubliceerde conclusies van je school."))
    taken = ProposedConclusion.objects.filter(
        forum=proposal.forum, conclusion__in=keys, is_living=True
    )
    if references := sorted(taken.values_list("conclusion__reference", flat=True)):
        raise AlreadyProposedError(references)
    proposal.full_clean()
    proposal.save()
    ProposedConclusion.objects.bulk_create(
        ProposedConclusion(proposal=proposal, forum=proposal.forum, conclusion_id=key)
        for key in sorted(keys)
    )


@transaction.atomic
def take_up_invitation(proposal: Proposal, *, motivation: str, by: User) -> Proposal:
    """Offer what organisers asked for. The same words again change nothing.

    Raises:
        PermissionDenied: ``by`` does not work for the school, or does not take part in the forum.
        CallIsClosedError: the call does not run.
        NotOpenError: the invitation was turned down, withdrawn, or taken up in other words.
        ValidationError: no motivation.
    """
    held = _held(proposal.forum)
    fresh = locked_proposal(proposal)
    _refuse_who_may_not(by, held, fresh.institution)
    if (fresh.state, fresh.motivation) == (ProposalState.OFFERED, motivation.strip()):
        return fresh
    if fresh.state != ProposalState.INVITED:
        raise NotOpenError
    fresh.state = ProposalState.OFFERED
    fresh.motivation = motivation.strip()
    fresh.offered_at = timezone.now()
    fresh.full_clean()
    fresh.save()
    record("take_up_invitation", fresh, by=by, forum=held.pk)
    return fresh


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Take a proposal back, or turn down what was asked. Twice changes nothing.

    Its conclusions can be proposed again. A decision that was prepared is forgotten. Organisers
    take back what they asked, as long as the school did not answer. Of what was accepted whoever
    organises gets a mail: it may stand on an agenda, and stays there until they take it off.

    Raises:
        PermissionDenied: ``by`` does not work for the school, nor organises what it was asked.
        NotOpenError: it was declined.
        DiscussedAlreadyError: it was accepted, and discussed since.
    """
    _held(proposal.forum)
    fresh = locked_proposal(proposal)
    if not permissions.can_withdraw_proposal(by, fresh):
        raise PermissionDenied
    if fresh.state == ProposalState.WITHDRAWN:
        return fresh
    if fresh.state not in LIVING_STATES:
        raise NotOpenError
    was_accepted = fresh.state == ProposalState.ACCEPTED
    if was_accepted and was_discussed(fresh):
        raise DiscussedAlreadyError
    fresh.state = ProposalState.WITHDRAWN
    fresh.prepared = fresh.prepared_reason = ""
    fresh.withdrawn_at = timezone.now()
    fresh.save()
    end_proposed(fresh)
    record("withdraw_proposal", fresh, by=by, forum=fresh.forum_id)
    if was_accepted:
        tell_withdrawn(fresh)
    return fresh


def end_proposed(proposal: Proposal) -> None:
    """Let what is in a proposal that is over be proposed again."""
    ProposedConclusion.objects.filter(proposal=proposal).update(is_living=False)


def locked_proposal(proposal: Proposal) -> Proposal:
    """The row as it stands; its forum's row is locked first, by whoever calls this."""
    locked: Proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("forum", "institution")
        .get(pk=proposal.pk)
    )
    return locked


def _refuse_who_may_not(by: User, forum: Forum, institution: Institution) -> None:
    if not forum.live or forum.phase != Phase.CALL:
        raise CallIsClosedError
    if not permissions.can_offer(by, forum, institution):
        raise PermissionDenied


def _held(forum: Forum) -> Forum:
    held: Forum = type(forum).objects.select_for_update(of=("self",)).get(pk=forum.pk)
    return held
