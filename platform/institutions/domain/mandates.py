"""Letting people speak for an institution, and no longer."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts.records import User
from audit.domain.record import record
from institutions.enums import EDITING_CAPACITIES
from institutions.permissions import can_end_mandate, can_grant_mandate_to, can_verify_mandate
from institutions.querysets import today
from institutions.records import Institution, Mandate
from institutions.spaces import close_ways_back, mandate_changed

#: How far back mandates are still begun when the clock stood still for a while.
BEGIN_WINDOW = timedelta(days=7)


class InstitutionGoneError(Exception):
    """The institution merged into another: nobody new speaks for it."""


class LastEditorError(Exception):
    """Nobody would be left with access to the space of this institution."""


@transaction.atomic
def grant_mandate(
    user: User,
    institution: Institution,
    capacity: str,
    *,
    by: User | None,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """Let ``user`` speak for ``institution`` in ``capacity``, verified by ``by``.

    ``by=None`` is the platform itself. A mandate that is there holds longer where this one would,
    and never shorter.

    Raises:
        PermissionDenied: ``by`` may not grant this, or would to themselves.
        InstitutionGoneError: the institution merged into another.
    """
    if by is not None and not can_grant_mandate_to(by, user, institution, capacity):
        raise PermissionDenied
    return give_mandate(user, institution, capacity, by=by, since=since, until=until)


@transaction.atomic
def give_mandate(
    user: User,
    institution: Institution,
    capacity: str,
    *,
    by: User | None,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """Make the mandate without asking whether ``by`` may: whoever calls this has asked.

    Raises:
        InstitutionGoneError: the institution merged into another.
    """
    institution = lock_institution(institution)
    if institution.merged_into_id is not None:
        raise InstitutionGoneError
    _end_lapsed(Mandate.objects.filter(user=user, institution=institution, capacity=capacity))
    mandate: Mandate | None = Mandate.objects.filter(
        user=user, institution=institution, capacity=capacity, ended_at__isnull=True
    ).first()
    if mandate is not None and mandate.verified_at is not None:
        if not _widen(mandate, since or today(), until):
            return mandate
    elif mandate is None:
        mandate = Mandate(user=user, institution=institution, capacity=capacity)
        mandate.since = since or today()
        mandate.until = until
    mandate.verified_by, mandate.verified_at = by, timezone.now()
    mandate.save()
    record("grant_mandate", mandate, by=by, institution=institution.pk, capacity=str(capacity))
    mandate_changed(mandate)
    return mandate


def _widen(mandate: Mandate, since: date, until: date | None) -> bool:
    """Let ``mandate`` hold on the days of both; tell whether that changes it."""
    known = mandate.since, mandate.until
    mandate.since = min(mandate.since, since)
    if mandate.until is not None:
        mandate.until = None if until is None else max(mandate.until, until)
    return known != (mandate.since, mandate.until)


@transaction.atomic
def verify_mandate(mandate: Mandate, *, by: User) -> Mandate:
    """Confirm that a mandate is real; from then on it holds. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` may not, or it is their own.
    """
    if not can_verify_mandate(by, mandate):
        raise PermissionDenied
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.verified_at is not None or mandate.ended_at is not None:
        return mandate
    mandate.verified_by, mandate.verified_at = by, timezone.now()
    mandate.save(update_fields=["verified_by", "verified_at"])
    record("verify_mandate", mandate, by=by, institution=mandate.institution_id)
    mandate_changed(mandate)
    return mandate


@transaction.atomic
def end_mandate(
    mandate: Mandate, *, by: User | None, on: date | None = None, even_if_last: bool = False
) -> Mandate:
    """End a mandate at once, or with ``on`` as its last day. Ending twice changes nothing.

    The institution's row is locked, so that two people can't take away each other's access in
    the same second without being asked. With the last mandate that gives access, whatever is
    still on its way and would lead back in is closed.

    Raises:
        PermissionDenied: ``by`` may not end it.
        LastEditorError: nobody would keep access to the space, and ``even_if_last`` is not said.
    """
    if by is not None and not can_end_mandate(by, mandate):
        raise PermissionDenied
    institution = lock_institution(mandate.institution)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.ended_at is not None:
        return mandate
    if not even_if_last and is_last_editor(mandate):
        raise LastEditorError
    day = today()
    if on is not None and on >= day:
        mandate.until = max(on, mandate.since)
    else:
        mandate.until = max(on or day, mandate.since)
        mandate.ended_at = timezone.now()
    mandate.save(update_fields=["until", "ended_at"])
    record("end_mandate", mandate, by=by, institution=institution.pk, until=str(mandate.until))
    if mandate.ended_at is not None:
        _let_go(mandate)
    return mandate


def _let_go(ended: Mandate) -> None:
    """Take the access away that came with a mandate, and the ways back to it."""
    mandate_changed(ended)
    others = Mandate.objects.standing().editing().of_institution(ended.institution)
    if not others.filter(user=ended.user).exists():
        close_ways_back(ended.user, ended.institution)


def is_last_editor(mandate: Mandate) -> bool:
    """Whether nobody but this person has access to the space of the institution."""
    if mandate.capacity not in EDITING_CAPACITIES or not mandate.is_active:
        return False
    others = Mandate.objects.active().editing().of_institution(mandate.institution)
    return not others.filter(user__is_active=True).exclude(pk=mandate.pk).exists()


@transaction.atomic
def end_lapsed_mandates() -> int:
    """Close the mandates whose last day is past, and begin those whose first day has come.

    One of the steps that run every hour (`jobs.domain.tidying`). Says how many were closed.
    """
    for mandate in Mandate.objects.active().filter(since__gte=today() - BEGIN_WINDOW):
        mandate_changed(mandate)
    return _end_lapsed(Mandate.objects.all())


def _end_lapsed(mandates: models.QuerySet[Mandate]) -> int:
    lapsed = mandates.filter(until__lt=today(), ended_at__isnull=True)
    closed = 0
    for mandate in lapsed.select_related("user", "institution").select_for_update(of=("self",)):
        mandate.ended_at = timezone.now()
        mandate.save(update_fields=["ended_at"])
        record("lapse_mandate", mandate, by=None, institution=mandate.institution_id)
        _let_go(mandate)
        closed += 1
    return closed


def lock_institution(institution: Institution) -> Institution:
    """Let nobody else change who works for ``institution`` until this transaction ends."""
    locked: Institution = Institution.objects.select_for_update().get(pk=institution.pk)
    return locked
