"""Inviting a pedagogical adviser to one draft."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.domain.opening import open_account
from accounts.mail_limits import count_mail
from accounts.mailed_links import addressed_to, find_link, forget_links
from accounts.records import User
from audit.domain.record import record
from institutions.domain.mandates import lock_institution
from notifications.mail import absolute, send
from showcase import permissions
from showcase.domain.drafting import locked
from showcase.records import DraftGuest

if TYPE_CHECKING:
    from institutions.records import Institution
    from showcase.pages import ProjectPage

#: How long a mailed link works.
VALIDITY = timedelta(days=14)

#: How long an invitation is remembered after that, and a guest after the end.
KEEP = timedelta(days=90)


class AlreadyGuest(Exception):
    """This address was invited to this draft before, and is still welcome."""


class UnknownLink(Exception):
    """No invitation has this link, or it was used, ended or is too old."""


class ForSomebodyElse(Exception):
    """The invitation was mailed to another address than this account's."""


@transaction.atomic
def invite_guest(project: ProjectPage, email: str, *, by: User) -> DraftGuest:
    """Mail somebody a link with which they help to write this one project.

    An invitation that was never taken up is renewed: the older link stops working.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        AlreadyGuest: the person with this address writes along already.
        TooManyMailsError: to this address, or by this person.
    """
    page = locked(project)
    if not permissions.can_invite_guest(by, page):
        raise PermissionDenied
    address = email.strip().lower()
    guests = DraftGuest.objects.filter(project=page, email=address, ended_at__isnull=True)
    if guests.filter(accepted_at__isnull=False).exists():
        raise AlreadyGuest
    count_mail(f"guest:{page.pk}", address, by=by.pk)
    guests.update(ended_at=timezone.now())
    guest = DraftGuest(project=page, email=address, invited_by=by)
    token = guest.renew(VALIDITY)
    guest.save()
    record("invite_guest", guest, by=by, project=page.pk)
    link = absolute(reverse("accept_guesthood", args=[token]))
    context = {
        "project": page.draft_title,
        "school": page.institution.name,
        "who": str(by),
        "link": link,
        "until": guest.expires_at,
    }
    send("showcase/mail/guest_invited", address, context)
    return guest


def find_guest(token: str) -> DraftGuest:
    """The open invitation behind a link.

    Raises:
        UnknownLink: there is none that still works, or who sent it may not invite any more.
    """
    known = DraftGuest.objects.open().select_related("project", "invited_by")
    guest = find_link(DraftGuest, known, token)
    if guest is None or not _inviter_may_still(guest):
        raise UnknownLink
    return guest


def _inviter_may_still(guest: DraftGuest) -> bool:
    by = guest.invited_by
    return by is not None and permissions.can_invite_guest(by, guest.project)


@transaction.atomic
def accept_guest(token: str, *, by: User) -> DraftGuest:
    """Take up the invitation: of two clicks one does, the other finds the link used.

    Raises:
        UnknownLink: the link does not work, or no longer.
        ForSomebodyElse: it was mailed to another address.
    """
    guest = find_guest(token)
    if not guest.is_for(by):
        raise ForSomebodyElse
    lock_institution(guest.project.institution)
    if not guest.use_once(DraftGuest.objects.open(), accepted_at=timezone.now(), user=by):
        raise UnknownLink
    if not _inviter_may_still(guest):
        raise UnknownLink
    record("accept_guest", guest, by=by, project=guest.project_id)
    return guest


@transaction.atomic
def accept_with_new_account(
    token: str, *, first_name: str, last_name: str, password: str
) -> tuple[User, DraftGuest]:
    """Open an account for whoever got the link, and take up the invitation.

    Raises:
        AddressTakenError: an account with this address is in use: sign in first.
        UnknownLink: the link does not work, or no longer.
    """
    guest = find_guest(token)
    user = open_account(
        guest.email,
        by=None,
        password=password,
        first_name=first_name,
        last_name=last_name,
        confirmed=True,
    )
    return user, accept_guest(token, by=user)


@transaction.atomic
def end_guest(guest: DraftGuest, *, by: User) -> None:
    """Let somebody write along no longer, or withdraw the invitation. Repeatable.

    Raises:
        PermissionDenied: ``by`` neither works in the space of this school nor is the guest.
    """
    locked(guest.project)
    if not permissions.can_end_guest(by, guest):
        raise PermissionDenied
    if DraftGuest.objects.filter(pk=guest.pk, ended_at__isnull=True).update(
        ended_at=timezone.now()
    ):
        record("end_guest", guest, by=by, project=guest.project_id)


def end_guests_of(user: User, addresses: list[str], institution: Institution | None) -> None:
    """End what lets somebody who left a school write along there, or what they asked of others.

    Whoever took up an invitation of theirs stays: the school sees them, and may end it.
    """
    guests = DraftGuest.objects.filter(
        Q(user=user) | addressed_to(addresses) | Q(invited_by=user, accepted_at=None),
        ended_at__isnull=True,
    )
    if institution is not None:
        guests = guests.filter(project__institution=institution)
    guests.update(ended_at=timezone.now())


def erase_guest(user: User, addresses: list[str]) -> None:
    """Delete what is kept of somebody who is erased as a guest of drafts, by any address."""
    DraftGuest.objects.filter(Q(user=user) | addressed_to(addresses)).delete()


def forget_guests() -> int:
    """Delete invitations that nobody took up, and guests who left long ago. For the tidying."""
    unused = forget_links(DraftGuest.objects.filter(accepted_at__isnull=True), after=KEEP)
    left = DraftGuest.objects.filter(ended_at__lt=timezone.now() - KEEP)
    return unused + left.delete()[0]
