"""Schools take imported projects over, and give them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit.domain.record import record
from showcase import permissions
from showcase.domain.drafting import save_draft, start_project
from showcase.domain.imported_drafts import add_imported, names_school, write_imported
from showcase.domain.schools import open_school_space
from showcase.records import ImportedProject
from vocabularies.identifiers import normalise_number

if TYPE_CHECKING:
    from accounts.records import User
    from institutions.records import Institution
    from showcase.pages import ProjectPage


class AlreadyClaimed(Exception):
    """Another school took this project over before."""


class AnotherSchoolsProject(Exception):
    """A number is added to a project of the same school only."""


class NotOfThisSchool(Exception):
    """The project names this school nowhere, and no moderator said that it took part."""


class NotClaimed(Exception):
    """Nobody took this project over: there is nothing to give back."""


def find_imported(number: str) -> ImportedProject | None:
    """Return the imported project with ``number``, however it was typed.

    The ``_2`` that partners of an exchange partnership see behind it is not needed.
    """
    wanted = normalise_number(number)
    found: ImportedProject | None = ImportedProject.objects.filter(number=wanted).first()
    if found is None and "_" in wanted:
        found = ImportedProject.objects.filter(number=wanted.rpartition("_")[0]).first()
    return found


def is_of_school(imported: ImportedProject, institution: Institution) -> bool:
    """Whether the project names this school, or this school took it over before."""
    return imported.claimed_by_id == institution.pk or names_school(imported, institution)


def is_vouched_for(imported: ImportedProject, institution: Institution, by: User) -> bool:
    """Whether a moderator mailed an open link to this school, or to this very person.

    A moderator's word does not count for the moderator's own school.
    """
    links = imported.claim_links.working().meant_for(by, [institution.pk])
    return any(
        permissions.vouches_for(link.sent_by, institution)
        for link in links.select_related("sent_by")
    )


@transaction.atomic
def claim_imported(
    imported: ImportedProject,
    *,
    institution: Institution,
    by: User,
    project: ProjectPage | None = None,
) -> ProjectPage:
    """Make a draft of ``imported`` in the space of ``institution``, or add it to ``project``.

    From then on imports leave the row alone. Claiming again gives the same project; when the
    school threw its draft away, a new one. A school that the project does not name needs a
    moderator who vouches for it, by a mailed link.

    Raises:
        PermissionDenied: ``by`` does not work in this school's space, or may not write
            ``project`` now.
        AlreadyClaimed: another school has it.
        NotOfThisSchool: it names this school nowhere, and nobody vouches for it.
        AnotherSchoolsProject: ``project`` belongs to another school.
    """
    if not permissions.can_claim_for(by, institution):
        raise PermissionDenied
    row: ImportedProject = ImportedProject.objects.select_for_update().get(pk=imported.pk)
    if row.claimed_by_id not in (None, institution.pk):
        raise AlreadyClaimed
    if row.claimed_page is not None:
        return row.claimed_page
    if not is_of_school(row, institution) and not is_vouched_for(row, institution, by):
        raise NotOfThisSchool
    page = (
        _new_draft(row, institution, by=by)
        if project is None
        else _in_existing(project, row, institution, by=by)
    )
    row.claimed_page, row.claimed_by, row.claimed_at = page, institution, timezone.now()
    row.save(update_fields=["claimed_page", "claimed_by", "claimed_at"])
    _close_links(row, institution, by)
    record("claim_imported", row, by=by, institution=institution.pk, page=page.pk)
    return page


def _new_draft(row: ImportedProject, institution: Institution, *, by: User) -> ProjectPage:
    school_page = open_school_space(institution, by=by)
    project = start_project(school_page, by=by, title=row.title[:255])
    draft = project.get_latest_revision_as_object()
    write_imported(draft, row, institution)
    save_draft(draft, by=by, started_from=project.latest_revision_id)
    project.refresh_from_db()
    return project


def _in_existing(
    project: ProjectPage, row: ImportedProject, institution: Institution, *, by: User
) -> ProjectPage:
    if project.institution_id != institution.pk:
        raise AnotherSchoolsProject
    draft = project.get_latest_revision_as_object()
    add_imported(draft, row, institution)
    save_draft(draft, by=by, started_from=project.latest_revision_id)
    project.refresh_from_db()
    return project


def _close_links(row: ImportedProject, institution: Institution, by: User) -> None:
    """Tell the links that led here that they did."""
    meant = row.claim_links.meant_for(by, [institution.pk])
    meant.filter(claimed_at=None, withdrawn_at=None).update(claimed_at=timezone.now())


@transaction.atomic
def release_claim(imported: ImportedProject, *, by: User) -> ImportedProject:
    """Give a project back to whoever it belongs to; the school keeps the draft it made.

    The next import brings the row up to date again.

    Raises:
        PermissionDenied: ``by`` is not of that school, and no moderator of another institution.
        NotClaimed: nobody has it.
    """
    row: ImportedProject = ImportedProject.objects.select_for_update().get(pk=imported.pk)
    if not row.is_claimed:
        raise NotClaimed
    if not permissions.can_release_claim(by, row):
        raise PermissionDenied
    record("release_claim", row, by=by, institution=row.claimed_by_id, page=row.claimed_page_id)
    row.claimed_page = row.claimed_by = row.claimed_at = None
    row.save(update_fields=["claimed_page", "claimed_by", "claimed_at"])
    row.claim_links.filter(claimed_at__isnull=False).update(
        claimed_at=None, withdrawn_at=timezone.now()
    )
    return row
