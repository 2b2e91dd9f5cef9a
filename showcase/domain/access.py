"""A school that was never here asks to come in; a moderator lets it in, or says why not."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail_limits import TooManyMailsError, count_mail
from accounts.mailed_links import addressed_to
from accounts.records import User
from audit.domain.record import record
from institutions.domain.invitations import (
    AlreadyInvitedError,
    AlreadyThereError,
    invite,
    resend_invitation,
)
from institutions.domain.register import add_institution
from institutions.enums import Capacity, InstitutionKind
from institutions.permissions import can_grant_mandate
from institutions.records import Institution, Invitation
from notifications.mail import send
from showcase import permissions
from showcase.domain.schools import open_school_space
from showcase.records import AccessRequest

#: How long an answered request is remembered, and one that nobody answered.
KEEP = timedelta(days=90)
KEEP_OPEN = timedelta(days=365)


class AccessAnswered(Exception):
    """Another moderator answered it meanwhile."""


class NotASchool(Exception):
    """Only a school gets a space in the showcase."""


@transaction.atomic
def ask_access(
    *, name: str, email: str, school: str, number: str, words: str, place: str = ""
) -> AccessRequest:
    """Put a question on the desk of the moderators; who asked before changes the open question.

    Anybody may ask, signed in or not. Whether the address has an account plays no part. ``place``
    is where the question comes from (`accounts.mail_limits.place_of`).

    Raises:
        TooManyMailsError: this address, or everybody at this place together, asked often today.
    """
    email = email.strip().lower()
    count_mail("access", email, place=place)
    said = {"name": name, "school": school, "number": number, "words": words}
    request: AccessRequest
    request, is_new = AccessRequest.objects.open().update_or_create(email=email, defaults=said)
    if is_new:
        record("ask_access", request, by=None)
        _tell_moderators(request)
    return request


def _tell_moderators(request: AccessRequest) -> None:
    path = reverse("access_request", args=[request.pk])
    for moderator in User.objects.moderators().order_by("pk"):
        try:
            count_mail("access for a moderator", moderator.email)
        except TooManyMailsError:  # the desk shows the rest
            continue
        send("showcase/mail/access_asked", moderator, {"school": request.school, "path": path})


@transaction.atomic
def let_in(request: AccessRequest, institution: Institution, *, by: User) -> AccessRequest:
    """Open the space of ``institution`` and invite who asked to work in it, once more if need be.

    Who works there already is told so. A school that is not in the register yet is added to it.

    Raises:
        NotASchool: it is an institution of another kind.
        PermissionDenied: ``by`` may not invite people to this institution.
        institutions.domain.invitations.OwnAddressError: ``by`` is who asked.
        AccessAnswered: another moderator was first.
        institutions.domain.mandates.InstitutionGoneError: it merged into another.
        TooManyMailsError: to this address.
    """
    request = _open_one(request, by)
    if institution.kind != InstitutionKind.SCHOOL:
        raise NotASchool
    if institution.pk is None:
        add_institution(institution, by=by)
    if not can_grant_mandate(by, institution, Capacity.COORDINATOR):
        raise PermissionDenied
    try:
        with transaction.atomic():
            invite(institution, request.email, Capacity.COORDINATOR, by=by)
    except AlreadyInvitedError:
        waiting = Invitation.objects.undecided().filter(
            institution=institution, email__iexact=request.email
        )
        resend_invitation(waiting.get(), by=by)
    except AlreadyThereError:
        send("showcase/mail/access_there", request.email, {"school": institution})
    open_school_space(institution, by=by)
    return _answer(request, by, institution)


@transaction.atomic
def decline_access(request: AccessRequest, reason: str, *, by: User) -> AccessRequest:
    """Tell who asked why no space is opened.

    Raises:
        PermissionDenied: ``by`` answers no requests.
        AccessAnswered: another moderator was first.
    """
    request = _open_one(request, by)
    send("showcase/mail/access_declined", request.email, {"asked": request, "reason": reason})
    return _answer(request, by, None)


def _open_one(request: AccessRequest, by: User) -> AccessRequest:
    if not permissions.can_answer_access(by):
        raise PermissionDenied
    locked: AccessRequest = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if locked.answered_at is not None:
        raise AccessAnswered
    return locked


def _answer(request: AccessRequest, by: User, institution: Institution | None) -> AccessRequest:
    request.answered_at, request.answered_by = timezone.now(), by
    request.institution = institution
    request.save(update_fields=["answered_at", "answered_by", "institution"])
    let = institution.pk if institution is not None else None
    record("answer_access", request, by=by, institution=let)
    return request


def forget_access_requests() -> int:
    """Delete what was answered, or never was, long ago. For the tidying."""
    now = timezone.now()
    answered = AccessRequest.objects.filter(answered_at__lt=now - KEEP)
    old = AccessRequest.objects.open().filter(asked_at__lt=now - KEEP_OPEN)
    return answered.delete()[0] + old.delete()[0]


def erase_access_requests(user: User, addresses: list[str]) -> None:
    """Delete what a person asked who is erased."""
    AccessRequest.objects.filter(addressed_to(addresses)).delete()
