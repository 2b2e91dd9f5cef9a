"""Registering by mail, without an account: the link in a mail proves the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail_limits import count_mail
from accounts.mailed_links import find_link, forget_links
from forums import permissions
from forums.domain import telling
from forums.domain.places import held_for_places, rules_of
from forums.domain.registering import (
    Answers,
    RegistrationClosedError,
    check_named_until,
    join,
    takes_registrations,
)
from forums.records import Registration, RegistrationRequest, Session
from notifications.mail import send

#: How long the link works, and how long after that what was filled in is kept.
VALIDITY = timedelta(days=2)
KEPT = timedelta(0)


@transaction.atomic
def ask_to_register(session: Session, answers: Answers, email: str, *, place: str) -> None:
    """Mail a link that makes this a registration; who is registered already gets that one.

    The caller sees no difference, so nobody learns here who comes. ``place`` is where the
    question comes from (`accounts.mail_limits.place_of`).

    Raises:
        PermissionDenied: this forum asks for an account.
        RegistrationClosedError: the session takes no registrations now.
        ValidationError: something is missing.
        TooManyMailsError: to this address, or from this place.
    """
    email = email.strip().lower()
    if not permissions.can_register(AnonymousUser(), session.forum):
        raise PermissionDenied
    if not takes_registrations(session, rules_of(session)):
        raise RegistrationClosedError
    check_named_until(answers.named_until)
    count_mail("registration", email, place=place)
    known = session.registrations.active().filter(email__iexact=email).first()
    if known is not None:
        known.session = session
        telling.tell_where_it_stands(known)
        return
    session.registration_requests.filter(email__iexact=email).delete()
    request = RegistrationRequest(session=session, email=email, **answers.as_fields())
    token = request.renew(VALIDITY)
    request.full_clean(exclude=["session"])
    request.save()
    context = {
        "session": session,
        "forum": session.forum,
        "path": reverse("confirm_registration", args=[token]),
        "until": request.expires_at,
    }
    send("forums/mail/confirm_address", email, context)


def request_at(token: str) -> RegistrationRequest | None:
    """The request that a link is of, while it works, with its session and forum."""
    open_ones = RegistrationRequest.objects.filter(expires_at__gt=timezone.now())
    return find_link(
        RegistrationRequest, open_ones.select_related("session__forum", "institution"), token
    )


@transaction.atomic
def confirm_request(request: RegistrationRequest) -> Registration | None:
    """Make it a registration; nothing when another click did so already.

    Raises:
        PermissionDenied: the forum asks for an account meanwhile.
        RegistrationClosedError: the session takes no registrations any more.
    """
    held = held_for_places(request.session_id)
    still = RegistrationRequest.objects.filter(pk=request.pk).first()
    if still is None:
        return None
    if not permissions.can_register(AnonymousUser(), held.forum):
        raise PermissionDenied
    names = Answers.__dataclass_fields__
    answers = Answers(**{name: getattr(still, name) for name in names})
    if answers.named_until is not None and answers.named_until <= timezone.localdate():
        answers = replace(answers, named_until=None)  # the consent is over before it began
    made = join(held, answers, user=None, email=still.email)
    still.delete()
    return made


def forget_requests() -> int:
    """Erase what was asked and never confirmed, for the hourly job."""
    return forget_links(RegistrationRequest.objects.all(), after=KEPT)
