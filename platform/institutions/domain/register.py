"""Keeping the register of institutions."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from accounts.records import User
from audit.domain.record import record
from institutions.permissions import can_correct_institution, can_manage_institutions
from institutions.records import Institution
from institutions.spaces import institution_corrected


@transaction.atomic
def add_institution(institution: Institution, *, by: User | None) -> Institution:
    """Put an institution in the register, at a free address made from its name.

    Raises:
        PermissionDenied: ``by`` does not keep the register.
    """
    _must_keep(by)
    institution.slug = institution.slug or free_slug(institution.name)
    institution.save()
    record("add_institution", institution, by=by)
    return institution


@transaction.atomic
def correct_institution(institution: Institution, *, by: User, fields: list[str]) -> Institution:
    """Save what was corrected. The address stays: links and exports point to it.

    Raises:
        PermissionDenied: ``by`` does not keep the register, or speaks for this institution.
    """
    if not can_correct_institution(by, institution):
        raise PermissionDenied
    if fields:
        institution.save(update_fields=fields)
        record("correct_institution", institution, by=by, fields=sorted(fields))
        institution_corrected(institution)
    return institution


def free_slug(name: str) -> str:
    """Return an address for ``name`` that no institution has."""
    stem = slugify(name)[:110] or "instelling"
    taken = set(Institution.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _must_keep(by: User | None) -> None:
    if by is not None and not can_manage_institutions(by):
        raise PermissionDenied
