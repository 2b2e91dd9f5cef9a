"""What organisers do with proposals: asking for one, preparing decisions, sending them together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.mail_limits import count_mail
from audit.domain.record import record
from forums import permissions
from forums.domain.members import admit_institution
from forums.domain.organising import locked_forum
from forums.domain.proposing import (
    CallIsClosedError,
    NotOpenError,
    end_proposed,
    locked_proposal,
    start_proposal,
)
from forums.enums import Access, Phase, ProposalState
from forums.records import Proposal
from institutions.records import Mandate
from notifications.mail import send

if TYPE_CHECKING:
    from accounts.permissions import Visitor
    from accounts.records import User
    from forums.pages import Forum
    from institutions.records import Institution
    from showcase.records import PolicyConclusion


class NobodyToAskError(Exception):
    """Nobody works in the space of the school: no mail would be read."""


class DecisionsChangedError(Exception):
    """A colleague prepared other decisions since this person saw them; nothing was done."""


@transaction.atomic
def invite_school(forum: Forum, conclusion: PolicyConclusion, *, by: User) -> Proposal:
    """Ask the school of ``conclusion`` to lay it before ``forum``, by mail with a link.

    Where members alone take part, the school becomes a member: asked, it can answer.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        CallIsClosedError: the call does not run: the school could not offer.
        AlreadyProposedError: it is in a living proposal.
        NobodyToAskError: nobody works in the space of the school.
        ValidationError: it is not online any more.
        TooManyMailsError: to an address of the school, or by this person.
    """
    held = locked_forum(forum, by=by)
    if not held.live or held.phase != Phase.CALL:
        raise CallIsClosedError
    school = conclusion.institution
    addresses = _editors_of(school)
    if not addresses:
        raise NobodyToAskError
    proposal = Proposal(
        forum=held, institution=school, state=ProposalState.INVITED, invited_at=timezone.now()
    )
    start_proposal(proposal, [conclusion])
    for address in addresses:
        count_mail(f"ask_conclusion:{held.pk}", address, by=by.pk)
    if held.access != Access.PUBLIC:
        admit_institution(held, school, by=by)
    record("invite_school", proposal, by=by, forum=held.pk, reference=conclusion.reference)
    context = {"forum": held, "conclusion": conclusion, "path": proposal.get_absolute_url()}
    for address in addresses:
        send("forums/mail/conclusion_asked", address, context)
    return proposal


@transaction.atomic
def prepare_decision(
    proposal: Proposal, decision: str, *, by: User, reason: str = "", seen: str | None = None
) -> Proposal:
    """Note what organisers decide; it counts when all decisions are sent. "" forgets it.

    ``seen`` is the `mark_of` the proposal as ``by`` read it. The same again changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums, or speaks for the school.
        NotOpenError: the school withdrew it, or a decision was sent.
        DecisionsChangedError: a colleague prepared something else meanwhile.
        ValidationError: an unknown decision, or a refusal without a reason.
    """
    held = locked_forum(proposal.forum, by=by)
    fresh = locked_proposal(proposal)
    if not permissions.can_decide_on(by, fresh):
        raise PermissionDenied
    if not fresh.is_undecided:
        raise NotOpenError
    # Holding what is on hold already is no decision.
    prepared = "" if decision == fresh.state else decision
    reason = reason.strip() if prepared == ProposalState.DECLINED else ""
    if (fresh.prepared, fresh.prepared_reason) == (prepared, reason):
        return fresh
    if seen is not None and seen != mark_of([fresh]):
        raise DecisionsChangedError
    fresh.prepared, fresh.prepared_reason = prepared, reason
    fresh.full_clean()
    fresh.save()
    record("prepare_decision", fresh, by=by, forum=held.pk, decision=prepared)
    return fresh


def prepared_in(forum: Forum) -> list[Proposal]:
    """The proposals with a decision that its school does not know yet, school by school."""
    found = Proposal.objects.to_be_sent().filter(forum=forum)
    return list(
        found.select_related("institution")
        .prefetch_related("conclusions")
        .order_by("institution__name", "institution_id", "pk")
    )


def sent_by(prepared: Iterable[Proposal], user: Visitor) -> list[Proposal]:
    """Those of ``prepared`` that ``user`` may send; on their own school a colleague does."""
    return [one for one in prepared if permissions.can_decide_on(user, one)]


def mark_of(prepared: Iterable[Proposal]) -> str:
    """What these decisions say, in a word: other decisions have another one."""
    said = [(one.pk, one.prepared, one.prepared_reason) for one in prepared]
    return hashlib.sha256(repr(sorted(said)).encode()).hexdigest()[:16]


@transaction.atomic
def send_decisions(forum: Forum, *, seen: str, by: User) -> list[Proposal]:
    """Make every prepared decision count, and mail each school all of its own at once. Those on a
    school for which ``by`` speaks stay prepared, for a colleague.

    ``seen`` is the `mark_of` what the sender read and may send (`sent_by`). Sent twice, the second
    sends nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        DecisionsChangedError: a colleague prepared other ones meanwhile.
    """
    held = locked_forum(forum, by=by)
    prepared = sent_by(prepared_in(held), by)
    if not prepared:
        return []
    if mark_of(prepared) != seen:
        raise DecisionsChangedError
    now = timezone.now()
    for one in prepared:
        one.state = ProposalState(one.prepared)
        one.reason, one.prepared, one.prepared_reason = one.prepared_reason, "", ""
        one.decided_at = now
        one.save()
        if one.state == ProposalState.DECLINED:
            end_proposed(one)
        record("decide_proposal", one, by=by, forum=held.pk, decision=one.state)
    for school, theirs in groupby(prepared, key=lambda one: one.institution):
        context = {"forum": held, "school": school, "proposals": list(theirs)}
        for address in _editors_of(school):
            send("forums/mail/proposals_decided", address, context)
    return prepared


@transaction.atomic
def keep_on_agenda(proposal: Proposal, *, by: User) -> Proposal:
    """Note that what its school withdrew stays on the agenda all the same. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums, or speaks for the school.
        NotOpenError: it is not withdrawn.
    """
    held = locked_forum(proposal.forum, by=by)
    fresh = locked_proposal(proposal)
    if not permissions.can_decide_on(by, fresh):
        raise PermissionDenied
    if fresh.state != ProposalState.WITHDRAWN:
        raise NotOpenError
    if fresh.kept_at is None:
        fresh.kept_at = timezone.now()
        fresh.save(update_fields=["kept_at"])
        record("keep_on_agenda", fresh, by=by, forum=held.pk)
    return fresh


def _editors_of(school: Institution) -> list[str]:
    """Addresses of everybody who works in the space of the school."""
    editing = Mandate.objects.active().editing().filter(institution=school, user__is_active=True)
    return sorted(set(editing.values_list("user__email", flat=True)))
