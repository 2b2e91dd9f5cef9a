"""The result and the conclusion that the plain page is about: the first of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from showcase.enums import ChildKind
from showcase.records import ConclusionDraft, PolicyConclusion, Result, ResultDraft

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Names the parts that the plain page begins, the same on every device.
NAMESPACE = UUID("3f0b7d3c-52a5-4a64-9d0e-0d4c1f6a7c55")

PUBLISHED_AS: dict[ChildKind, Any] = {
    ChildKind.RESULT: Result,
    ChildKind.CONCLUSION: PolicyConclusion,
}
WRITTEN_AS: dict[ChildKind, Any] = {
    ChildKind.RESULT: ResultDraft,
    ChildKind.CONCLUSION: ConclusionDraft,
}


def parts_of(draft: ProjectPage, kind: ChildKind) -> Any:
    """The drafts of one kind, in order."""
    return draft.result_drafts if kind == ChildKind.RESULT else draft.conclusion_drafts


def first_uuid(draft: ProjectPage, kind: ChildKind) -> UUID:
    """The uuid of the first part, or the one it gets when somebody begins it.

    A uuid that ever was published is never given to another part.
    """
    for part in parts_of(draft, kind).all():
        return part.uuid  # type: ignore[no-any-return]
    number = 1
    while PUBLISHED_AS[kind].objects.filter(uuid=_fresh(draft, kind, number)).exists():
        number += 1
    return _fresh(draft, kind, number)


def part_with(draft: ProjectPage, kind: ChildKind, uuid: UUID) -> Any | None:
    """The part with this uuid, or nothing. What is written on it is written in ``draft``.

    Of a draft that is the page as it stands online, `all()` reads other objects every time.
    """
    parts = parts_of(draft, kind).get_object_list()
    return next((part for part in parts if part.uuid == uuid), None)


def begin_part(draft: ProjectPage, kind: ChildKind, uuid: UUID) -> Any:
    """Add an empty part at the end of the draft; saves nothing."""
    part = WRITTEN_AS[kind](uuid=uuid)
    parts_of(draft, kind).add(part)
    return part


def drop_part(draft: ProjectPage, kind: ChildKind, uuid: UUID) -> None:
    """Take a part out of the draft, unless it was published; saves nothing."""
    if PUBLISHED_AS[kind].objects.filter(uuid=uuid).exists():
        return
    known = parts_of(draft, kind)
    known.set([part for part in known.all() if part.uuid != uuid])


def _fresh(draft: ProjectPage, kind: ChildKind, number: int) -> UUID:
    return uuid5(NAMESPACE, f"{draft.pk}.{kind}.{number}")
