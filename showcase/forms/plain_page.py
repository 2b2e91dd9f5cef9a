"""What the plain page shows of a draft, and where the draft keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from showcase.domain.first_parts import drop_part, first_uuid, part_with
from showcase.domain.naming import UNTITLED
from showcase.enums import ChildKind
from showcase.records import ProjectNumber

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Fields of the page, and where the draft keeps them: part of the project, and name there.
PROJECT_FIELDS = (
    "title",
    "programme",
    "project_numbers",
    "number_note",
    "start_date",
    "end_date",
    "levels",
    "themes",
    "summary",
    "language",
)
RESULT_FIELDS = ("title", "description", "link", "nothing_to_share")
#: What a part may carry besides, by the name in the draft.
RESULT_FILE = "result_document"
FILE_FIELDS = ("result_file", "result_remove_file")
CONCLUSION_FIELDS = ("statement", "argument")
FIELDS: dict[str, tuple[ChildKind, str]] = {
    **{name: (ChildKind.PROJECT, name) for name in PROJECT_FIELDS},
    **{f"result_{name}": (ChildKind.RESULT, name) for name in RESULT_FIELDS},
    **{f"conclusion_{name}": (ChildKind.CONCLUSION, name) for name in CONCLUSION_FIELDS},
}


def first_uuids(draft: ProjectPage) -> dict[ChildKind, UUID]:
    """The uuids of the parts that the page is about."""
    return {kind: first_uuid(draft, kind) for kind in (ChildKind.RESULT, ChildKind.CONCLUSION)}


def drop_if_empty(draft: ProjectPage, uuid: UUID) -> None:
    """Take a conclusion without words out of the draft."""
    part = part_with(draft, ChildKind.CONCLUSION, uuid)
    if part is not None and not (part.statement.strip() or part.argument.strip()):
        drop_part(draft, ChildKind.CONCLUSION, uuid)


def plain_values(draft: ProjectPage, uuids: Mapping[ChildKind, UUID]) -> dict[str, Any]:
    """What a draft says in the fields of the plain page, in a form that can be compared."""
    parts: dict[ChildKind, Any] = {
        kind: part_with(draft, kind, uuid) for kind, uuid in uuids.items()
    }
    values = {
        "title": "" if draft.title == str(UNTITLED) else draft.title,
        "programme": draft.programme_id,
        "project_numbers": [row.number for row in draft.project_numbers.all()],
        "number_note": draft.number_note,
        "start_date": draft.start_date,
        "end_date": draft.end_date,
        "levels": sorted(level.slug for level in draft.levels.all()),
        "themes": sorted(theme.slug for theme in draft.themes.all()),
        "summary": draft.summary,
        "language": draft.language,
    }
    for name, (kind, field) in FIELDS.items():
        if kind != ChildKind.PROJECT:
            empty: Any = False if field == "nothing_to_share" else ""
            values[name] = getattr(parts[kind], field, empty)
    values[RESULT_FILE] = getattr(parts[ChildKind.RESULT], "document_id", None)
    return values


def set_project_field(draft: ProjectPage, name: str, value: Any) -> None:
    """Write one field of the project itself; what says the same already is left as it is."""
    if name == "title":
        draft.title = value or str(UNTITLED)
    elif name == "project_numbers":
        if [row.number for row in draft.project_numbers.all()] != value:
            draft.project_numbers = [ProjectNumber(number=number) for number in value]
    elif name == "language":
        draft.language = value or draft.language
    elif name in ("levels", "themes"):
        tags = getattr(draft, name)
        if {tag.pk for tag in tags.all()} != {tag.pk for tag in value}:
            tags.set(value)
    else:
        setattr(draft, name, value)
