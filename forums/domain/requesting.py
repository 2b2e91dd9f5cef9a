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
#: Within it the same answers are a second click, and get no second mail.
SECOND_CLICK = timedelta(minutes=1)
KEPT = timedelta(0)


@transaction.atomic
def ask_to_register(session: Session, answers: Answers, email: str, *, place: str) -> None:
    """Mail a link that makes this a registration; who is registered already gets that one.

    A second click mails nothing. Asked again later with the same answers, both links work; with
    other answers, the last.

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
    held_for_places(session.pk)
    asked = session.registration_requests.filter(email__iexact=email)
    same = asked.filter(**answers.as_fields())
    if same.filter(created_at__gt=timezone.now() - SECOND_CLICK).exists():
        return
    count_mail("registration", email, place=place)
    known = session.registrations.active().filter(email__iexact=email).first()
    if known is not None:
        known.session = session
        telling.tell_where_it_stands(known)
        return
    asked.exclude(pk__in=list(same.values_list("pk", flat=True))).delete()
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


def made_of(request: RegistrationRequest) -> Registration | None:
    """The registration at its address since it was asked, also one that is over: its link is used.

    The request stays until its link ends, so that a second click leads there.
    """
    theirs = Registration.objects.filter(session=request.session_id, email__iexact=request.email)
    found: Registration | None = theirs.filter(joined_at__gte=request.created_at).last()
    return found


@transaction.atomic
def confirm_request(request: RegistrationRequest) -> Registration | None:
    """Make it a registration, or find what an earlier click made; nothing when it was withdrawn.

    What was filled in is erased from the request: it stands on the registration.

    Raises:
        PermissionDenied: the forum asks for an account meanwhile.
        RegistrationClosedError: the session takes no registrations any more.
    """
    held = held_for_places(request.session_id)
    still = RegistrationRequest.objects.filter(pk=request.pk).first()
    if still is None:
        return None
    if made := made_of(still):
        return made
    if not permissions.can_register(AnonymousUser(), held.forum):
        raise PermissionDenied
    names = Answers.__dataclass_fields__
    answers = Answers(**{name: getattr(still, name) for name in names})
    if answers.named_until is not None and answers.named_until <= timezone.localdate():
        answers = replace(answers, named_until=None)  # the consent is over before it began
    made = join(held, answers, user=None, email=still.email)
    asked = held.registration_requests.filter(email__iexact=still.email)
    asked.update(name="", dietary_needs="", access_needs="", named_until=None)
    return made


def forget_requests() -> int:
    """Erase what was asked and never confirmed, for the hourly job."""
    return forget_links(RegistrationRequest.objects.all(), after=KEPT)
