"""Inviting people by mail."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.domain.addresses import owner_of
from accounts.domain.opening import open_account
from accounts.mail_limits import count_mail
from accounts.mailed_links import addressed_to, find_link, forget_links
from accounts.records import User
from audit.domain.record import record
from institutions.domain.mandates import InstitutionGoneError, give_mandate, lock_institution
from institutions.enums import InvitationState
from institutions.permissions import can_grant_mandate, inviter_may_still, is_to_oneself
from institutions.records import Institution, Invitation, Mandate
from institutions.spaces import post_invitation

#: How long a mailed link works.
VALIDITY = timedelta(days=14)

#: How long an invitation is remembered after that.
KEEP = timedelta(days=90)


class AlreadyInvitedError(Exception):
    """A link that still works is on its way to this address."""


class AlreadyThereError(Exception):
    """The person with this address already speaks for the institution in this capacity."""


class OwnAddressError(PermissionDenied):
    """The address is of who invites: somebody else lets them in."""


class UnknownInvitationError(Exception):
    """No invitation has this token."""


class InvitationClosedError(Exception):
    """The link was used, withdrawn, or is too old; ``state`` says which."""

    def __init__(self, state: InvitationState) -> None:
        super().__init__(state)
        self.state = state


class InviterGoneError(Exception):
    """Who sent the invitation may not invite people here any more."""


class AnotherAccountError(Exception):
    """The invitation was mailed to an address that is not this account's."""


@transaction.atomic
def invite(
    institution: Institution, email: str, capacity: str, *, by: User | None
) -> tuple[Invitation, str]:
    """Mail a link with which whoever reads ``email`` takes up a mandate.

    Gives the invitation and the token of its link; only a digest of the token is kept.

    Raises:
        PermissionDenied: ``by`` may not grant this mandate.
        InstitutionGoneError: the institution merged into another.
        AlreadyThereError: this person has that mandate.
        OwnAddressError: ``by`` reads ``email``, and is no administrator.
        AlreadyInvitedError: a link is on its way.
        TooManyMailsError: to this address, or by this person.
    """
    if by is not None and not can_grant_mandate(by, institution, capacity):
        raise PermissionDenied
    if institution.merged_into_id is not None:
        raise InstitutionGoneError
    email = email.strip().lower()
    if _is_there(institution, email, capacity):
        raise AlreadyThereError
    invitation = Invitation(institution=institution, email=email, capacity=capacity, invited_by=by)
    if is_to_oneself(invitation):
        raise OwnAddressError
    pending = Invitation.objects.filter(institution=institution, email__iexact=email)
    pending.undecided().filter(expires_at__lte=timezone.now()).update(withdrawn_at=timezone.now())
    token = invitation.renew(VALIDITY)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise AlreadyInvitedError from error
    _count(institution, email, by)
    record("invite", invitation, by=by, institution=institution.pk, capacity=str(capacity))
    post_invitation(invitation, token)
    return invitation, token


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User) -> tuple[Invitation, str]:
    """Mail a new link, good for as long as a new one; the old link stops working.

    From then on ``by`` is who invites.

    Raises:
        PermissionDenied: ``by`` may not grant this mandate.
        OwnAddressError: it is to ``by``, and ``by`` is no administrator.
        InvitationClosedError: it was accepted or withdrawn.
        TooManyMailsError: to this address, or by this person.
    """
    if not can_grant_mandate(by, invitation.institution, invitation.capacity):
        raise PermissionDenied
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state not in {InvitationState.OPEN, InvitationState.EXPIRED}:
        raise InvitationClosedError(invitation.state)
    invitation.invited_by = by
    if is_to_oneself(invitation):
        raise OwnAddressError
    _count(invitation.institution, invitation.email, by)
    token = invitation.renew(VALIDITY)
    invitation.save(update_fields=["token_digest", "expires_at", "opened_at", "invited_by"])
    record("resend_invitation", invitation, by=by, institution=invitation.institution_id)
    post_invitation(invitation, token)
    return invitation, token


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User | None) -> Invitation:
    """Make the mailed link worthless. Withdrawing twice changes nothing.

    Raises:
        PermissionDenied: ``by`` may not grant this mandate.
        InvitationClosedError: it was accepted meanwhile.
    """
    if by is not None and not can_grant_mandate(by, invitation.institution, invitation.capacity):
        raise PermissionDenied
    undecided = Invitation.objects.undecided().filter(pk=invitation.pk)
    if undecided.update(withdrawn_at=timezone.now()):
        record("withdraw_invitation", invitation, by=by, institution=invitation.institution_id)
    invitation.refresh_from_db()
    if invitation.state == InvitationState.ACCEPTED:
        raise InvitationClosedError(invitation.state)
    return invitation


def find_invitation(token: str) -> Invitation:
    """Return the invitation that ``token`` belongs to, whatever its state.

    Raises:
        UnknownInvitationError: there is none.
    """
    known = Invitation.objects.select_related("institution", "invited_by")
    found = find_link(Invitation, known, token)
    if found is None:
        raise UnknownInvitationError
    return found


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Mandate:
    """Take up the mandate that was offered.

    The row is claimed in one statement: of two clicks one accepts, and the other finds it used.
    The institution is locked first, as by who ends a mandate there: a link of somebody who leaves
    in the same second is worth nothing.

    Raises:
        UnknownInvitationError: no invitation has this token.
        AnotherAccountError: it was mailed to somebody else.
        InvitationClosedError: used, withdrawn or too old.
        InviterGoneError: who sent it may not invite here any more, or turns out to be ``by``.
        InstitutionGoneError: the institution merged into another meanwhile.
    """
    invitation = find_invitation(token)
    if not invitation.is_for(by):
        raise AnotherAccountError
    lock_institution(invitation.institution)
    if not invitation.use_once(Invitation.objects.undecided(), accepted_at=timezone.now()):
        raise InvitationClosedError(invitation.state)
    if not inviter_may_still(invitation):
        raise InviterGoneError
    mandate = give_mandate(
        by, invitation.institution, invitation.capacity, by=invitation.invited_by
    )
    record("accept_invitation", invitation, by=by, mandate=mandate.pk)
    return mandate


@transaction.atomic
def accept_with_new_account(
    token: str, *, first_name: str, last_name: str, password: str
) -> tuple[User, Mandate]:
    """Open an account for whoever got the link, and take up the mandate.

    The link was mailed, so the address counts as proven.

    Raises:
        AddressTakenError: an account with this address is in use: sign in first.
        UnknownInvitationError, InvitationClosedError, InviterGoneError, InstitutionGoneError:
            as `accept_invitation`.
    """
    invitation = find_invitation(token)
    if not invitation.is_open:
        raise InvitationClosedError(invitation.state)
    user = open_account(
        invitation.email,
        by=None,
        password=password,
        first_name=first_name,
        last_name=last_name,
        confirmed=True,
    )
    return user, accept_invitation(token, by=user)


def withdraw_invitations_of(
    user: User, addresses: list[str], institution: Institution | None
) -> None:
    """Withdraw what was mailed to or by somebody who works here no longer, and nobody took up."""
    meant = Invitation.objects.undecided().filter(Q(invited_by=user) | addressed_to(addresses))
    if institution is not None:
        meant = meant.filter(institution=institution)
    for invitation in meant.select_related("institution", "invited_by"):
        if invitation.invited_by_id != user.pk or not inviter_may_still(invitation):
            withdraw_invitation(invitation, by=None)


def _count(institution: Institution, email: str, by: User | None) -> None:
    count_mail(f"invitation:{institution.pk}", email, by=by.pk if by is not None else None)


def _is_there(institution: Institution, email: str, capacity: str) -> bool:
    owner = owner_of(email)
    return (
        owner is not None
        and Mandate.objects.active()
        .filter(user=owner, institution=institution, capacity=capacity)
        .exists()
    )


def forget_invitations() -> int:
    """Delete invitations whose term ended long ago, used or not. For the tidying."""
    return forget_links(Invitation.objects.all(), after=KEEP)
