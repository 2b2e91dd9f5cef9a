"""Starting and saving a draft."""

from __future__ import annotations

import copy
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision, TaskState

from accounts.records import User
from audit.domain.record import record
from institutions.permissions import can_edit_institution_space
from showcase import permissions
from showcase.domain.fitting import whole_number
from showcase.domain.naming import UNTITLED
from showcase.records.carried import drop_foreign_files

if TYPE_CHECKING:
    from showcase.pages import ProjectPage, SchoolPage

#: How long a version that is saved while one types goes on being written over.
OVERWRITE_WITHIN = timedelta(hours=1)
#: What stands in no key of a sitting.
_NO_KEY = re.compile(r"[^A-Za-z0-9_-]")


class EditConflict(Exception):
    """Somebody else saved since this editor began; nothing was written.

    ``theirs`` is the latest revision; ``mine`` the draft that was to be saved, so that a page
    can show both.
    """

    def __init__(self, *, mine: ProjectPage, theirs: Revision) -> None:
        self.mine = mine
        self.theirs = theirs
        super().__init__(f"Draft {mine.pk} moved on to revision {theirs.pk}.")


@dataclass(frozen=True)
class Sitting:
    """A page opened to write on. What it saves never conflicts with what it saved before.

    ``key`` names the page; ``turn`` counts what it sent, so that text which arrives late never
    replaces what was typed after it.
    """

    key: str = ""
    turn: int = 0

    @classmethod
    def new(cls) -> Sitting:
        """The sitting of a page that is being shown."""
        return cls(secrets.token_urlsafe(12))

    @classmethod
    def sent(cls, key: str, turn: str) -> Sitting:
        """The sitting that hidden fields name, which anybody can change."""
        return cls(_NO_KEY.sub("", key)[:40], whole_number(turn))

    @classmethod
    def that_wrote(cls, revision: Revision | None) -> Sitting | None:
        """The sitting in which ``revision`` was saved, if it was saved from such a page."""
        noted = None if revision is None else revision.content.get("sitting")
        return cls(*noted) if noted else None

    def wrote(self, revision: Revision | None, *, by: User) -> bool:
        """Whether ``by`` saved ``revision`` from this very page."""
        wrote = Sitting.that_wrote(revision)
        return bool(
            revision is not None
            and wrote is not None
            and wrote.key == self.key
            and revision.user_id == by.pk
        )

    def is_late_for(self, revision: Revision | None) -> bool:
        """Whether it sent this before the text of ``revision``, which it sent too."""
        saved = Sitting.that_wrote(revision)
        return saved is not None and saved.key == self.key and saved.turn > self.turn


def locked(project: ProjectPage) -> ProjectPage:
    """The project's row, locked until the transaction ends: two clicks wait for each other."""
    return Page.objects.select_for_update().get(pk=project.pk).specific  # type: ignore[no-any-return]


@transaction.atomic
def start_project(school_page: SchoolPage, *, by: User, title: str = "") -> ProjectPage:
    """Make an empty draft under ``school_page``.

    Who began one without a title and wrote nothing in it gets that one again: a second click
    makes no second project.

    Raises:
        PermissionDenied: ``by`` does not work in this school's space.
    """
    if not can_edit_institution_space(by, school_page.institution):
        raise PermissionDenied
    parent = type(school_page).objects.select_for_update().get(pk=school_page.pk)
    begun = None if title else _untouched(parent, by)
    if begun is not None:
        return begun
    project: ProjectPage = parent.new_project(title=title, owner=by)
    project.save_revision(user=by, clean=False)
    record("start_project", project, by=by)
    return project


def _untouched(parent: SchoolPage, by: User) -> ProjectPage | None:
    model: Any = apps.get_model("showcase", "ProjectPage")
    begun = model.objects.child_of(parent).filter(owner=by, live=False, first_published_at=None)
    for project in begun.order_by("-pk")[:5]:
        if project.draft_title == str(UNTITLED) and project.revisions.count() == 1:
            return project  # type: ignore[no-any-return]
    return None


def mark_of(revision: Revision | None) -> str:
    """What names the exact text of a revision: it may be written over while it is typed."""
    return "" if revision is None else mark_at(revision.pk, revision.created_at)


def mark_at(revision_id: int, saved_at: datetime) -> str:
    """The mark of a revision that was shown as it was saved then."""
    return f"{revision_id}.{saved_at.timestamp():.6f}"


def has_seen(latest: Revision | None, *, started_from: int | None, mark: str = "") -> bool:
    """Whether an editor that began from this revision, with this mark, saw the latest text."""
    return latest is None or (latest.pk == started_from and mark in ("", mark_of(latest)))


@transaction.atomic
def save_draft(
    project: ProjectPage,
    *,
    by: User,
    started_from: int | None,
    mark: str = "",
    sitting: Sitting | None = None,
) -> Revision:
    """Save ``project`` (an edited copy of the latest revision) as its next revision.

    ``started_from`` is the id of the revision the editor saw; with its ``mark`` (`mark_of`) also
    a text that was written over since is noticed. What the same ``sitting`` saved a moment ago
    is no conflict and is written over: saving as one types keeps one version, not hundreds. Text
    older than what the sitting saved already changes nothing.
    A draft that was never public gets its address from its title.

    Raises:
        PermissionDenied: ``by`` may not write this draft now.
        EditConflict: somebody else saved meanwhile; nothing is written.
    """
    page = Page.objects.select_for_update().get(pk=project.pk)
    refuse_unless_saveable(
        page, project, by=by, started_from=started_from, mark=mark, sitting=sitting
    )
    theirs = page.latest_revision
    is_own = sitting is not None and sitting.wrote(theirs, by=by)
    if is_own and sitting is not None and sitting.is_late_for(theirs):
        return theirs
    if not permissions.was_published(page):
        project.slug = project.suggest_slug()
    project.sitting = sitting
    return project.save_revision(
        user=by,
        clean=False,
        log_action=True,
        overwrite_revision=theirs if is_own and may_overwrite(page, theirs) else None,
    )


def refuse_unless_saveable(
    page: Page,
    project: ProjectPage,
    *,
    by: User,
    started_from: int | None,
    mark: str = "",
    sitting: Sitting | None = None,
) -> None:
    """Raise as `save_draft` would for ``project``; the caller holds the lock on ``page``, its row.

    Raises:
        PermissionDenied: ``by`` may not write this draft now.
        EditConflict: somebody else saved meanwhile.
    """
    if not permissions.can_edit_project(by, page.specific):
        raise PermissionDenied
    theirs = page.latest_revision
    is_own = sitting is not None and sitting.wrote(theirs, by=by)
    if not (is_own or has_seen(theirs, started_from=started_from, mark=mark)):
        raise EditConflict(mine=project, theirs=theirs)


def may_overwrite(page: Page, revision: Revision) -> bool:
    """Whether a revision is fresh, and nobody was shown it."""
    return (
        revision.created_at > timezone.now() - OVERWRITE_WITHIN
        and revision.pk != page.live_revision_id
        and revision.approved_go_live_at is None
        and not TaskState.objects.filter(revision=revision).exists()
    )


@transaction.atomic
def restore_version(
    project: ProjectPage, revision: Revision, *, by: User, started_from: int | None
) -> Revision:
    """Make the text of an older ``revision`` the draft again; what stood there stays in history.

    Raises:
        PermissionDenied: ``by`` may not write this draft now.
        EditConflict: somebody else saved meanwhile; nothing is written.
    """
    page = Page.objects.select_for_update().get(pk=project.pk)
    if not permissions.can_edit_project(by, page.specific):
        raise PermissionDenied
    older = page.revisions.get(pk=revision.pk).as_object()
    if not has_seen(page.latest_revision, started_from=started_from):
        raise EditConflict(mine=older, theirs=page.latest_revision)
    restored: Revision = older.save_revision(
        user=by, clean=False, log_action=True, previous_revision=revision
    )
    record("restore_version", page, by=by, source=revision.pk, revision=restored.pk)
    return restored


def take_over_draft(source: Any, copied: Any, *, by: User | None) -> Revision:
    """Write the latest draft of ``source`` as the only revision of its copy.

    Wagtail's own copying of revisions stumbles over children that were never committed, and
    would take uuids along. Files stay with their school.
    """
    latest = source.get_latest_revision()
    content = copy.deepcopy(latest.content) if latest else source.serializable_data()
    content |= {"pk": copied.pk, "title": copied.title, "slug": copied.slug}
    content["institution"] = copied.institution_id
    content |= {"first_published_at": None, "last_published_at": None, "live_revision": None}
    for relation in get_all_child_relations(type(copied)):
        for child in content.get(relation.get_accessor_name(), []):
            child["pk"], child[relation.field.name] = None, copied.pk
    draft = copied.with_content_json(content)
    _renew_uuids(draft)
    drop_foreign_files(draft)
    revision = draft.save_revision(user=by, changed=False, clean=False)
    copied.revisions.exclude(pk=revision.pk).delete()
    return revision


def _renew_uuids(project: Any) -> None:
    """Give every child of a copied draft a uuid of its own, and references along with it."""
    renewed: dict[str, str] = {}
    results = project.result_drafts.get_object_list()
    conclusions = project.conclusion_drafts.get_object_list()
    for drafts in (results, conclusions):
        for draft in drafts:
            old, draft.uuid = draft.uuid, uuid.uuid4()
            renewed[str(old)] = str(draft.uuid)
    for draft in conclusions:
        draft.supported_by = [renewed.get(known, known) for known in draft.supported_by]


@transaction.atomic
def delete_draft(project: ProjectPage, *, by: User) -> None:
    """Throw away a draft that was never published. Repeatable.

    Raises:
        PermissionDenied: it is not ``by``'s to delete, or it is being reviewed, has questions to
            answer or was published; perhaps since a moment, by a colleague.
    """
    try:
        page = locked(project)
    except Page.DoesNotExist:  # the second of two clicks
        return
    if not permissions.can_delete_draft(by, page):
        raise PermissionDenied
    record("delete_draft", page, by=by)
    page.delete()
