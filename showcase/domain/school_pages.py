"""What a school says of itself on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page, Revision

from audit.domain.record import record
from institutions.permissions import can_edit_institution_space
from institutions.records import Institution

if TYPE_CHECKING:
    from accounts.records import User
    from showcase.pages import SchoolPage


class SchoolPageConflict(Exception):
    """A colleague saved since this person began; nothing was written."""


@transaction.atomic
def write_school_page(
    page: SchoolPage, *, by: User, started_from: int | None, introduction: str, website: str
) -> Revision:
    """Put ``introduction`` and ``website`` on the page of a school, online at once.

    Every save is a version in its history. ``started_from`` is the key of the version that the
    writer saw. The same words again change nothing, whatever the writer saw.

    Raises:
        PermissionDenied: ``by`` does not work in the space of this school.
        SchoolPageConflict: somebody saved meanwhile.
    """
    if not can_edit_institution_space(by, page.institution):
        raise PermissionDenied
    held: SchoolPage = Page.objects.select_for_update().get(pk=page.pk).specific
    institution = Institution.objects.select_for_update().get(pk=held.institution_id)
    if held.latest_revision and (held.introduction, institution.website) == (introduction, website):
        return held.latest_revision
    if held.latest_revision_id != started_from:
        raise SchoolPageConflict
    if institution.website != website:
        institution.website = website
        institution.save(update_fields=["website"])
    held.introduction = introduction
    revision = held.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)
    record("write_school_page", held, by=by, revision=revision.pk)
    return revision
