"""Saving what was posted from the plain page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, QueryDict
from wagtail.models import Revision

from showcase.domain.drafting import Sitting, locked, refuse_unless_saveable, save_draft
from showcase.domain.first_parts import first_uuid, part_with
from showcase.domain.fitting import whole_number
from showcase.enums import ChildKind
from showcase.forms.handing_in import HandingInForm
from showcase.forms.plain_page import plain_values
from showcase.pages import ProjectPage
from showcase.views.writing.access import user_of


@dataclass
class Posted:
    """The filled-in form, the text it was typed over, and the page it was typed on."""

    form: HandingInForm
    mark: str
    sitting: Sitting
    merged: bool = False

    @property
    def started_from(self) -> int:
        """The id of the revision that the page showed."""
        return revision_in(self.mark)


def revision_in(mark: str) -> int:
    """The id of the revision that a mark names."""
    return whole_number(mark.partition(".")[0])


def read(request: HttpRequest, project: ProjectPage, data: QueryDict | None = None) -> Posted:
    """The posted form, over the latest draft."""
    data = request.POST if data is None else data
    draft = project.get_latest_revision_as_object()
    form = HandingInForm(
        data,
        request.FILES,
        draft=draft,
        uuids={
            kind: _posted_uuid(data.get(f"{kind}_uuid", ""), project, draft, kind)
            for kind in (ChildKind.RESULT, ChildKind.CONCLUSION)
        },
        by=user_of(request),
    )
    sitting = Sitting.sent(data.get("sitting", ""), data.get("turn", ""))
    return Posted(form, data.get("mark", ""), sitting)


def save(project: ProjectPage, posted: Posted, *, by: Any, finished: bool) -> Revision:
    """Write what was posted over the latest draft, if it differs.

    The draft is read again once nobody else can write it: of two saves at the same time the
    second one sees the first. What came along is looked into before: nobody waits for that.

    Raises:
        EditConflict: somebody else saved meanwhile.
        PermissionDenied: the draft can't be written now.
    """
    form = posted.form
    form.is_valid()
    sitting = posted.sitting if posted.sitting.key else None
    with transaction.atomic():
        page = locked(project)
        draft = form.draft = page.get_latest_revision_as_object()
        before = _written(draft, form)
        form.recognise_file()
        form.write_to(draft, finished=finished)
        if form.recognise_file() and _written(draft, form) == before:
            revision: Revision = page.latest_revision
            return revision
        based_on: dict[str, Any] = {
            "started_from": posted.started_from,
            "mark": posted.mark,
            "sitting": sitting,
        }
        refuse_unless_saveable(page, draft, by=by, **based_on)
        form.keep_file()
        form.write_to(draft, finished=finished)
        return save_draft(draft, by=by, **based_on)


def still_to_mend(project: ProjectPage, posted: Posted) -> HandingInForm:
    """The form over the saved text, with what could not be read as it was typed, and why."""
    draft = project.get_latest_revision_as_object()
    shown = HandingInForm(draft=draft, uuids=posted.form.uuids, by=posted.form.by).as_posted()
    data: Any = posted.form.data
    for name in posted.form.errors:
        shown.setlist(name, data.getlist(name))
    form = HandingInForm(shown, draft=draft, uuids=posted.form.uuids, by=posted.form.by)
    for name, errors in posted.form.errors.items():
        if name not in form.errors:
            form.add_error(name, list(errors))
    return form


def _written(draft: ProjectPage, form: HandingInForm) -> tuple[dict[str, Any], int]:
    return plain_values(draft, form.uuids), len(draft.conclusion_drafts.all())


def _posted_uuid(text: str, project: ProjectPage, draft: ProjectPage, kind: ChildKind) -> UUID:
    """The part that the page showed, if this project has or had it."""
    first = first_uuid(draft, kind)
    try:
        asked = UUID(text)
    except ValueError:
        return first
    if asked == first or part_with(draft, kind, asked) is not None:
        return asked
    was_there = any(
        part_with(revision.as_object(), kind, asked) is not None
        for revision in project.revisions.order_by("-created_at")[:5]
    )
    return asked if was_there else first
