"""Institutions that become one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.records import User
from audit.domain.record import record
from institutions.domain.mandates import end_mandate, give_mandate
from institutions.permissions import can_merge_institutions
from institutions.records import Institution, Invitation, Mandate
from institutions.spaces import institutions_merged


class CannotMergeError(Exception):
    """The two are one already, or one of them merged into another before."""


@transaction.atomic
def merge_institutions(source: Institution, into: Institution, *, by: User | None) -> Institution:
    """Let ``source`` go up in ``into``: its people and earlier mergers move along.

    What packages above hang on an institution moves by their mergers (`institutions.spaces`).
    Open invitations are withdrawn.

    The record of ``source`` stays, with its number and its past, and points to ``into``. Merging
    the same pair twice changes nothing.

    Raises:
        PermissionDenied: ``by`` does not keep the register, or speaks for one of the two.
        CannotMergeError: see there.
    """
    if by is not None and not can_merge_institutions(by, source, into):
        raise PermissionDenied
    source, into = _locked_pair(source, into)
    if source.merged_into_id == into.pk:
        return into
    if source.pk == into.pk or source.merged_into_id or into.merged_into_id:
        raise CannotMergeError
    for mandate in Mandate.objects.standing().of_institution(source).select_related("user"):
        give_mandate(
            mandate.user, into, mandate.capacity, by=by, since=mandate.since, until=mandate.until
        )
        end_mandate(mandate, by=None, even_if_last=True)
    Invitation.objects.undecided().filter(institution=source).update(withdrawn_at=timezone.now())
    source.merged_from.update(merged_into=into)
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    institutions_merged(source, into, by)
    record("merge_institutions", source, by=by, into=into.pk)
    return into


def _locked_pair(source: Institution, into: Institution) -> tuple[Institution, Institution]:
    """Lock both rows, in the order of their keys, so that two mergers can't wait for each other."""
    rows = Institution.objects.select_for_update().filter(pk__in=[source.pk, into.pk])
    locked = {row.pk: row for row in rows.order_by("pk")}
    return locked[source.pk], locked[into.pk]
