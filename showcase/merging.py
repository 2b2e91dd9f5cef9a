"""What showcase does when one institution goes up in another: nothing of a school is lost."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from accounts.records import User
from audit.domain.record import record
from institutions.records import Institution
from showcase.domain.indexing import index_institution, index_schools
from showcase.domain.schools import open_school_space
from showcase.enums import ChildKind
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import (
    AccessRequest,
    ClaimLink,
    CompletionProposal,
    ConclusionDraft,
    ImportedProject,
    PolicyConclusion,
    SchoolDocument,
    SchoolImage,
)
from sitepages.domain.swapping import hold_pages, revisions_in_use, swap_keys

ADDRESSEES = "addressee_institutions"


@transaction.atomic
def merge_in_showcase(source: Institution, into: Institution, by: User | None) -> None:
    """Let everything that hangs on ``source`` hang on ``into``. Safe to repeat.

    Projects move under the page of ``into`` (which is opened if there is none), files to its
    collection; conclusions, claims and addressees follow. Public addresses lead on to the new
    ones. Registered with `institutions.spaces`; people moved along before.
    """
    hold_pages(ProjectPage)
    page = SchoolPage.objects.select_for_update().filter(institution=source).first()
    if page is not None:
        _join_spaces(page, into, by)
    PolicyConclusion.objects.filter(institution=source).update(institution=into)
    ImportedProject.objects.filter(claimed_by=source).update(claimed_by=into)
    AccessRequest.objects.filter(institution=source).update(institution=into)
    ClaimLink.objects.filter(institution=source).update(institution=into)
    _readdress_records(source, into)
    _readdress_drafts(source.slug, into.slug)
    if page is not None:
        index_schools([page.pk])
    index_institution(into)


def _join_spaces(page: SchoolPage, into: Institution, by: User | None) -> None:
    target = open_school_space(into, by=by)
    if page.introduction and not target.introduction:
        SchoolPage.objects.filter(pk=target.pk).update(introduction=page.introduction)
        target.refresh_from_db()
        target.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    projects = list(ProjectPage.objects.child_of(page))
    for project in projects:
        _move_project(project, target, by)
    moved = {
        "documents": _move_files(SchoolDocument, page, target),
        "images": _move_files(SchoolImage, page, target),
        "projects": len(projects),
    }
    for child in page.collection.get_children():
        child.move(target.collection, "sorted-child")
    _lead_on(page, target)
    _close_space(page)
    record("merge_school_space", into, by=by, source=page.institution_id, **moved)


def _move_project(project: ProjectPage, target: SchoolPage, by: User | None) -> None:
    slug = _free_slug(project.slug, target)
    ProjectPage.objects.filter(pk=project.pk).update(institution=target.institution, slug=slug)
    for revision in project.revisions.iterator(chunk_size=50):
        revision.content["institution"] = target.institution_id
        if revision.content.get("slug") == project.slug:
            revision.content["slug"] = slug
        revision.save(update_fields=["content"])
    moving = ProjectPage.objects.get(pk=project.pk)
    MovePageAction(moving, target, pos="last-child", user=by).execute(skip_permission_checks=True)
    if project.first_published_at is None:
        # Wagtail makes a redirect for every page; of a draft it would tell that it exists.
        Redirect.objects.filter(redirect_page=project.pk).delete()


def _free_slug(slug: str, target: SchoolPage) -> str:
    """``slug``, or with the first free number behind it."""
    taken = set(target.get_children().values_list("slug", flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _move_files(model: Any, page: SchoolPage, target: SchoolPage) -> int:
    moved: int = model.objects.filter(collection=page.collection).update(
        collection=target.collection
    )
    return moved


def _lead_on(page: SchoolPage, target: SchoolPage) -> None:
    """Let the address of the old page, and whatever led to it, lead to the new one."""
    Redirect.objects.filter(redirect_page=page.pk).update(redirect_page=target.pk)
    parts = page.get_url_parts()
    if parts is not None:
        old_path = Redirect.normalise_path(parts[2])
        Redirect.objects.update_or_create(
            old_path=old_path, site_id=parts[0], defaults={"redirect_page": target}
        )


def _close_space(page: SchoolPage) -> None:
    """Take the empty page, its group and its collection away."""
    group, collection = page.group, page.collection
    SchoolPage.objects.get(pk=page.pk).delete()
    group.delete()
    type(collection).objects.get(pk=collection.pk).delete()


def _readdress_records(source: Institution, into: Institution) -> None:
    for conclusion in source.addressed_conclusions.all():
        conclusion.addressees.remove(source)
        conclusion.addressees.add(into)


def _readdress_drafts(old: str, new: str) -> None:
    """Slugs in drafts, in their public rows and in open proposals.

    SQLite can't search inside JSON, so all rows with an addressee are read.
    """
    for revision in revisions_in_use(ProjectPage, hold=True):
        _readdress_revision(revision, old, new)
    for draft in ConclusionDraft.objects.exclude(addressee_institutions=[]).iterator():
        if old in draft.addressee_institutions:
            draft.addressee_institutions = swap_keys(draft.addressee_institutions, old, new)
            draft.save(update_fields=[ADDRESSEES])
    proposals = CompletionProposal.objects.filter(child_kind=ChildKind.CONCLUSION)
    for proposal in proposals.iterator():
        if old in proposal.values.get(ADDRESSEES, []):
            proposal.values[ADDRESSEES] = swap_keys(proposal.values[ADDRESSEES], old, new)
            proposal.save(update_fields=["values"])


def _readdress_revision(revision: Revision, old: str, new: str) -> None:
    parts = [
        part
        for part in revision.content.get("conclusion_drafts", [])
        if old in _listed(part.get(ADDRESSEES))
    ]
    for part in parts:
        part[ADDRESSEES] = swap_keys(_listed(part[ADDRESSEES]), old, new)
    if parts:
        revision.save(update_fields=["content"])


def _listed(held: Any) -> list[str]:
    return held if isinstance(held, list) else []
