"""Who is a member of a forum: institutions are put on its list, people accept a mailed link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.domain.addresses import owner_of
from accounts.domain.opening import open_account
from accounts.mail_limits import count_mail
from accounts.mailed_links import addressed_to, find_link, forget_links
from accounts.records import User
from audit.domain.record import record
from forums.domain.organising import locked_forum
from forums.records import MemberInvitation, Membership
from institutions.domain.mandates import InstitutionGoneError
from notifications.mail import absolute, send

if TYPE_CHECKING:
    from forums.pages import Forum
    from institutions.records import Institution

#: How long a mailed link works.
VALIDITY = timedelta(days=14)

#: How long an invitation is remembered after that.
KEEP = timedelta(days=90)


class AlreadyMemberError(Exception):
    """The person with this address is a member already."""


class AlreadyInvitedError(Exception):
    """A link that still works is on its way to this address."""


class UnknownInvitationError(Exception):
    """No invitation has this link, or it was used, withdrawn or is too old."""


class AnotherAccountError(Exception):
    """The invitation was mailed to an address that is not this account's."""


@transaction.atomic
def admit_institution(forum: Forum, institution: Institution, *, by: User) -> Membership:
    """Let everybody who speaks for ``institution`` take part. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        InstitutionGoneError: the institution merged into another.
    """
    held = locked_forum(forum, by=by)
    if institution.merged_into_id is not None:
        raise InstitutionGoneError
    member, is_new = Membership.objects.get_or_create(forum=held, institution=institution)
    if is_new:
        record("admit_institution", member, by=by, forum=held.pk, institution=institution.pk)
    return member


@transaction.atomic
def end_membership(member: Membership, *, by: User) -> None:
    """Take an institution or a person off the list of members. Twice changes nothing.

    What they brought in stays.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    locked_forum(member.forum, by=by)
    gone, _by_model = Membership.objects.filter(pk=member.pk).delete()
    if gone:
        record("end_membership", member, by=by, forum=member.forum_id)


@transaction.atomic
def invite_member(forum: Forum, email: str, *, by: User) -> MemberInvitation:
    """Mail a link with which whoever reads ``email`` becomes a member, with an account of theirs.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        AlreadyMemberError: the person is a member.
        AlreadyInvitedError: a link that works is on its way.
        TooManyMailsError: to this address, or by this person.
    """
    held = locked_forum(forum, by=by)
    address = email.strip().lower()
    owner = owner_of(address)
    if owner is not None and Membership.objects.filter(forum=held, user=owner).exists():
        raise AlreadyMemberError
    pending = MemberInvitation.objects.filter(forum=held, accepted_at=None, email__iexact=address)
    if pending.filter(expires_at__gt=timezone.now()).exists():
        raise AlreadyInvitedError
    count_mail(f"member:{held.pk}", address, by=by.pk)
    pending.delete()
    invitation = MemberInvitation(forum=held, email=address)
    token = invitation.renew(VALIDITY)
    invitation.save()
    record("invite_member", invitation, by=by, forum=held.pk)
    link = absolute(reverse("accept_membership", args=[token]))
    context = {"forum": held, "link": link, "until": invitation.expires_at}
    send("forums/mail/member_invited", address, context)
    return invitation


@transaction.atomic
def withdraw_member_invitation(invitation: MemberInvitation, *, by: User) -> None:
    """Make the mailed link worthless. Twice, or after it was used, changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    locked_forum(invitation.forum, by=by)
    open_ones = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None)
    gone, _by_model = open_ones.delete()
    if gone:
        record("withdraw_member_invitation", invitation, by=by, forum=invitation.forum_id)


def find_member_invitation(token: str) -> MemberInvitation:
    """The open invitation behind a link.

    Raises:
        UnknownInvitationError: there is none that still works.
    """
    known = MemberInvitation.objects.select_related("forum")
    found = find_link(MemberInvitation, known, token)
    if found is None or not found.is_open:
        raise UnknownInvitationError
    return found


@transaction.atomic
def accept_membership(token: str, *, by: User) -> Membership:
    """Become a member: of two clicks one does, the other finds the link used.

    Raises:
        UnknownInvitationError: the link does not work, or no longer.
        AnotherAccountError: it was mailed to another address.
    """
    invitation = find_member_invitation(token)
    if not invitation.is_for(by):
        raise AnotherAccountError
    unused = MemberInvitation.objects.filter(accepted_at=None)
    if not invitation.use_once(unused, accepted_at=timezone.now()):
        raise UnknownInvitationError
    member, _is_new = Membership.objects.get_or_create(forum=invitation.forum, user=by)
    record("accept_membership", member, by=by, forum=invitation.forum_id)
    return member


@transaction.atomic
def accept_membership_with_new_account(
    token: str, *, first_name: str, last_name: str, password: str
) -> tuple[User, Membership]:
    """Open an account for whoever got the link, and make them a member.

    The link was mailed, so the address counts as proven.

    Raises:
        AddressTakenError: an account with this address is in use: sign in first.
        UnknownInvitationError: as `accept_membership`.
    """
    invitation = find_member_invitation(token)
    names = {"first_name": first_name, "last_name": last_name}
    user = open_account(invitation.email, by=None, password=password, confirmed=True, **names)
    return user, accept_membership(token, by=user)


def erase_member(user: User, addresses: list[str]) -> None:
    """End the memberships of a person who is erased, and forget what was mailed to them."""
    Membership.objects.filter(user=user).delete()
    MemberInvitation.objects.filter(addressed_to(addresses)).delete()


def forget_member_invitations() -> int:
    """Delete invitations whose term ended long ago, used or not. For the tidying."""
    return forget_links(MemberInvitation.objects.all(), after=KEEP)
