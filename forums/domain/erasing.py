"""What is erased of who came to a session, when, and at whose wish."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.mailed_links import addressed_to
from accounts.records import User
from audit.domain.record import record
from forums.domain.places import fill_places, held_for_places
from forums.domain.registering import end_registration
from forums.records import CalendarAddress, Presenter, Registration, RegistrationRequest, Session

#: Needs go this long after the session, or after it was called off.
KEEP_NEEDS = timedelta(days=1)

#: Names and addresses go a year after: until then people hear what became of it. A name that may
#: stand in the report goes on the day after the consent ends, whatever comes later.
KEEP_CONTACT = timedelta(days=365)


def erase_needs() -> int:
    """Erase what people need, after each session; the log says how many of which session."""
    return _for_each_session(
        Registration.objects.exclude(dietary_needs="", access_needs="").filter(
            Q(session__ends_at__lte=timezone.now() - KEEP_NEEDS)
            | Q(session__cancelled_at__lte=timezone.now() - KEEP_NEEDS)
            | Q(ended_at__lte=timezone.now() - KEEP_NEEDS)
        ),
        "erase_needs",
        dietary_needs="",
        access_needs="",
        needs_erased_at=timezone.now(),
    )


def erase_contact() -> int:
    """Erase addresses a year after each session, and names that no consent keeps."""
    now, today = timezone.now(), timezone.localdate()
    old = Registration.objects.filter(session__ends_at__lte=now - KEEP_CONTACT)
    erased = _for_each_session(
        old.filter(contact_erased_at__isnull=True),
        "erase_contact",
        email="",
        user=None,
        contact_erased_at=now,
    )
    unconsented = Q(named_until__isnull=True) | Q(named_until__lt=today)
    erased += _for_each_session(
        old.exclude(name="").filter(unconsented), "erase_names", name="", named_until=None
    )
    return erased


def _for_each_session(found: Any, verb: str, **values: Any) -> int:
    erased = 0
    for session_id in sorted(set(found.values_list("session_id", flat=True))):
        with transaction.atomic():
            session = Session.objects.select_for_update().get(pk=session_id)
            count = found.filter(session=session).update(**values)
            record(verb, session, by=None, count=count)
        erased += count
    return erased


def erase_registrations(user: User, addresses: list[str]) -> None:
    """Erase a person from every session; a place that this frees goes to who waits.

    The institution and the capacity stay, for the report. Called when an account is erased.
    """
    RegistrationRequest.objects.filter(addressed_to(addresses)).delete()
    CalendarAddress.objects.filter(user=user).delete()
    theirs = Registration.objects.filter(Q(user=user) | addressed_to(addresses))
    for session_id in sorted(set(theirs.values_list("session_id", flat=True))):
        _erase_from(held_for_places(session_id), theirs)


def _erase_from(held: Session, theirs: Any) -> None:
    for one in theirs.filter(session=held):
        if one.is_active and held.starts_at > timezone.now():
            end_registration(one)
        one.name = one.email = one.dietary_needs = one.access_needs = ""
        one.user = one.named_until = None
        one.contact_erased_at = one.needs_erased_at = timezone.now()
        one.save()
    fill_places(held)


def erase_presenters() -> int:
    """Erase the name of everybody whose consent ended, and a year after each session of everybody
    else who opened an item. The institution stays.
    """
    today, old = timezone.localdate(), timezone.now() - KEEP_CONTACT
    ended = Q(named_until__lt=today)
    unconsented = Q(named_until__isnull=True, item__session__ends_at__lte=old)
    found = Presenter.objects.exclude(name="", user=None).filter(ended | unconsented)
    erased = 0
    for session_id in sorted(set(found.values_list("item__session_id", flat=True))):
        with transaction.atomic():
            session = Session.objects.select_for_update().get(pk=session_id)
            count = _erase_names(found.filter(item__session=session))
            record("erase_presenters", session, by=None, count=count)
        erased += count
    return erased


def erase_presenter(user: User, addresses: list[str]) -> None:
    """Erase the name of a person from every agenda. Called when an account is erased."""
    _erase_names(Presenter.objects.filter(Q(user=user) | addressed_to(addresses)))


def _erase_names(found: Any) -> int:
    keys = list(found.values_list("pk", flat=True))
    theirs = Presenter.objects.filter(pk__in=keys)
    theirs.filter(institution_name="").delete()
    moments = {"named_until": None, "consented_at": None, "withdrawn_at": None}
    theirs.update(name="", user=None, email="", **moments)
    return len(keys)
