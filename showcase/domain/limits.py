"""What a draft may hold and a record can't: too long a text, no real link, another's file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

from showcase.domain.fitting import as_typed
from showcase.enums import ChildKind
from showcase.records import PolicyConclusion, Result
from showcase.records.carried import parts_with_foreign_files
from ui.links import web_address

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Rows of one kind: what no real project comes near.
MOST_ROWS = 50
#: A draft takes too long a text, to be shortened later: so many times what fits.
ROOM_IN_DRAFT = 10

#: Field, message, kind of part, and the part itself (nothing for the project).
Excess = tuple[str, str, ChildKind, Any]


def excesses(project: ProjectPage) -> Iterator[Excess]:
    """Everything that does not fit, in the order of the page."""
    yield from _of(project, ChildKind.PROJECT, None)
    for row in project.project_numbers.all():
        for _name, message in _too_much(row):
            yield "project_numbers", message, ChildKind.PROJECT, None
    for kind, parts in (
        (ChildKind.RESULT, project.result_drafts.all()),
        (ChildKind.CONCLUSION, project.conclusion_drafts.all()),
    ):
        for part in parts:
            yield from _of(part, kind, part)
    yield from _of_another_project(project)
    yield from _of_another_school(project)


def _of(thing: Any, kind: ChildKind, part: Any) -> Iterator[Excess]:
    for name, message in _too_much(thing):
        yield name, message, kind, part


def _too_much(thing: Any) -> Iterator[tuple[str, str]]:
    for field in thing._meta.fields:
        value = getattr(thing, field.attname)
        if not isinstance(value, str) or not value:
            continue
        if isinstance(field, models.URLField) and not web_address(value):
            yield field.name, _("Dit is geen volledig adres. Neem het over uit je browser.")
        elif field.max_length and len(as_typed(value)) > field.max_length:
            yield field.name, too_long_for_record(len(as_typed(value)), field.max_length)


def _of_another_project(project: ProjectPage) -> Iterator[Excess]:
    """Parts that carry the uuid of something published elsewhere; a uuid is no secret."""
    for kind, parts, records in (
        (ChildKind.RESULT, project.result_drafts.all(), Result.objects),
        (ChildKind.CONCLUSION, project.conclusion_drafts.all(), PolicyConclusion.objects),
    ):
        by_uuid = {part.uuid: part for part in parts}
        elsewhere = records.filter(uuid__in=by_uuid).exclude(project=project.pk)
        for uuid in elsewhere.values_list("uuid", flat=True):
            name = "title" if kind == ChildKind.RESULT else "statement"
            yield (
                name,
                _("Dit deel hoort bij een ander project. Haal het weg en maak het opnieuw."),
                kind,
                by_uuid[uuid],
            )


def _of_another_school(project: ProjectPage) -> Iterator[Excess]:
    """Files that this school may not give; their numbers are no secret."""
    for relation, field, part in parts_with_foreign_files(project):
        if relation == "photos":
            yield "photos", not_own_file(), ChildKind.PROJECT, None
        else:
            yield field, not_own_file(), ChildKind.RESULT, part


def too_long_for_record(now: int, most: int) -> str:
    """That a text does not fit."""
    said = _("Hoogstens {most} tekens; nu zijn het er {now}. Maak het korter.")
    return said.format(most=most, now=now)


def not_own_file() -> str:
    """Why a file can't be carried."""
    return str(_("Dit bestand is niet van jullie school. Kies een eigen bestand, of voeg het toe."))
