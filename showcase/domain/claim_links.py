"""Personal links with which a moderator leads a school to its imported project."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail_limits import count_mail
from accounts.mailed_links import addressed_to, find_link, forget_links
from accounts.records import User
from audit.domain.record import record
from institutions.domain.invitations import invite, resend_invitation
from institutions.enums import Capacity
from institutions.records import Invitation, Mandate
from notifications.mail import absolute, send
from showcase import permissions
from showcase.domain.claims import AlreadyClaimed, claim_imported
from showcase.records import ClaimLink, ImportedProject

if TYPE_CHECKING:
    from institutions.records import Institution
    from showcase.pages import ProjectPage

#: How long a mailed link works, and how long it is remembered after that.
VALIDITY = timedelta(days=60)
KEEP = timedelta(days=365)


class UnknownClaimLink(Exception):
    """No link has this token."""


class ClaimLinkClosed(Exception):
    """The link was used, replaced by a later one, or is too old; or the project is taken."""


class AccessGivenBefore(Exception):
    """The link gave somebody access; it does so once."""


class AnotherPersonsLink(Exception):
    """A link without a school is good for the address it was mailed to."""


@transaction.atomic
def send_claim_link(
    imported: ImportedProject, email: str, *, by: User, institution: Institution | None = None
) -> tuple[ClaimLink, str]:
    """Mail a link to take ``imported`` over, and give its token; only a digest is kept.

    With ``institution`` whoever works there may use it, and who has no access yet gets it on the
    way. A later link to the same address replaces the earlier one.

    Raises:
        PermissionDenied: only moderators send them, and not to their own school.
        AlreadyClaimed: a school has the project.
        TooManyMailsError: to this address.
    """
    if not permissions.can_send_claim_link(by, institution):
        raise PermissionDenied
    row = ImportedProject.objects.select_for_update().get(pk=imported.pk)
    if row.is_claimed:
        raise AlreadyClaimed
    email = email.strip().lower()
    count_mail(f"claim:{row.pk}", email)
    now = timezone.now()
    row.claim_links.filter(email=email, claimed_at=None, withdrawn_at=None).update(withdrawn_at=now)
    link = ClaimLink(imported=row, institution=institution, email=email, sent_by=by, sent_at=now)
    token = link.renew(VALIDITY)
    link.save()
    address = absolute(reverse("claim_link", args=[token]))
    context = {"claim": link, "imported": row, "link": address, "sender": sender_of(link)}
    send("showcase/imports/claim_link", email, context)
    record("send_claim_link", row, by=by, link=link.pk)
    return link, token


def sender_of(link: ClaimLink) -> dict[str, str]:
    """Who mailed a link, so that nobody takes it for a trick: name, organisation and address."""
    by = link.sent_by
    if by is None:
        return {}
    moderates = Mandate.objects.active().filter(user=by, capacity=Capacity.MODERATOR)
    mandate = moderates.select_related("institution").first()
    organisation = mandate.institution.name if mandate is not None else ""
    return {"name": by.get_full_name(), "organisation": organisation, "email": by.email}


def find_claim_link(token: str) -> ClaimLink:
    """Return the link that ``token`` belongs to, whatever its state.

    Raises:
        UnknownClaimLink: no link has this token.
    """
    known = ClaimLink.objects.select_related(
        "imported__claimed_page", "imported__programme", "institution", "sent_by"
    )
    link = find_link(ClaimLink, known, token)
    if link is None:
        raise UnknownClaimLink
    return link


def is_for(link: ClaimLink, user: User) -> bool:
    """Whether ``user`` is whom the moderator meant: that school, else that address."""
    if link.institution is not None:
        return permissions.can_claim_for(user, link.institution)
    return link.is_for(user)


@transaction.atomic
def claim_by_link(
    token: str, *, institution: Institution, by: User, project: ProjectPage | None = None
) -> ProjectPage:
    """Take the project of a link over, as `claim_imported`.

    Raises:
        UnknownClaimLink, ClaimLinkClosed: the link does not work (any more).
        AnotherPersonsLink: it was meant for somebody else, or for another school.
        claims.NotOfThisSchool: who sent it speaks for this school, which the project does not name.
        PermissionDenied, AlreadyClaimed, AnotherSchoolsProject: as `claim_imported`.
    """
    link = find_claim_link(token)
    mine = link.imported.claimed_by_id == institution.pk
    if not link.is_open and not mine:
        raise ClaimLinkClosed
    if not is_for(link, by) or link.institution_id not in (None, institution.pk):
        raise AnotherPersonsLink
    page = claim_imported(link.imported, institution=institution, by=by, project=project)
    ClaimLink.objects.filter(pk=link.pk, claimed_at=None).update(claimed_at=timezone.now())
    return page


@transaction.atomic
def invite_by_link(token: str) -> str:
    """Give the token of an invitation to the school of the link, for who has no access there.

    The link was mailed by a moderator to this very address, so it proves as much as the
    invitation, which goes to that address as well. It gives access once: while nobody took the
    invitation up it may be asked again, and after that no more.

    Raises:
        UnknownClaimLink, ClaimLinkClosed: the link does not work (any more).
        AnotherPersonsLink: the link names no school.
        AccessGivenBefore: somebody came in by this link.
        institutions.domain.invitations.AlreadyThereError: and still works there.
        PermissionDenied: who sent the link may not invite people to this school.
        institutions.domain.invitations.OwnAddressError: it was sent to the sender.
        TooManyMailsError: access was asked too often.
    """
    link = find_claim_link(token)
    if not link.is_open or link.imported.is_claimed:
        raise ClaimLinkClosed
    if link.institution is None:
        raise AnotherPersonsLink
    if link.sent_by is None:
        raise PermissionDenied
    waiting = (
        Invitation.objects.undecided()
        .filter(institution=link.institution, email__iexact=link.email)
        .last()
    )
    if waiting is not None:
        return resend_invitation(waiting, by=link.sent_by)[1]
    invitation = invite(link.institution, link.email, Capacity.COORDINATOR, by=link.sent_by)[1]
    unused = ClaimLink.objects.filter(pk=link.pk, access_given_at=None)
    if not unused.update(access_given_at=timezone.now()):
        raise AccessGivenBefore
    return invitation


def withdraw_links_of(user: User, addresses: list[str], institution: Institution | None) -> None:
    """Withdraw the links to the addresses of somebody who works for a school no longer."""
    links = ClaimLink.objects.filter(addressed_to(addresses), claimed_at=None, withdrawn_at=None)
    if institution is not None:
        links = links.filter(institution=institution)
    links.update(withdrawn_at=timezone.now())


def forget_old_links() -> int:
    """Delete links that stopped working a year ago: they hold an address."""
    return forget_links(ClaimLink.objects.all(), after=KEEP)


def erase_links_of(user: User, addresses: list[str]) -> None:
    """Delete the links that were mailed to a person who is erased."""
    ClaimLink.objects.filter(addressed_to(addresses)).delete()
