"""What the fields of a project are called when they are spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from showcase.domain.first_parts import part_with
from showcase.enums import ChildKind

if TYPE_CHECKING:
    from showcase.domain.demands import Demand
    from showcase.pages import ProjectPage
    from showcase.records import AdditionRequest


@dataclass(frozen=True)
class RowKind:
    """A field of a project that is rows of their own: what it is called, and what a row says."""

    label: Any
    fields: tuple[str, ...]


ROWS: dict[str, RowKind] = {
    "project_numbers": RowKind(lazily("projectnummers"), ("number",)),
    "partners": RowKind(lazily("partners"), ("name", "country", "community", "kind", "role")),
    "anchoring_actions": RowKind(
        lazily("verankering op school"), ("instrument", "status", "description")
    ),
    "barriers": RowKind(lazily("hindernissen"), ("barrier", "handling")),
    "lessons": RowKind(lazily("lessen"), ("text",)),
    "multiplier_examples": RowKind(lazily("voorbeelden van verspreiding"), ("text",)),
}


def label_of(thing: Any, name: str) -> str:
    """What the field is called, with a capital."""
    label = ROWS[name].label if name in ROWS else thing._meta.get_field(name).verbose_name
    return str(label)[:1].upper() + str(label)[1:]


def place_of(request: AdditionRequest | Demand, draft: ProjectPage) -> str:
    """Which field a question or a demand is about, and of which result or conclusion."""
    kind = ChildKind(request.child_kind)
    if kind == ChildKind.PROJECT:
        return label_of(draft, request.field)
    part = request.child_uuid and part_with(draft, kind, request.child_uuid)
    if not part:
        return str(kind.label)
    field = label_of(part, request.field)
    title = Truncator(str(part)).chars(60, truncate="…")
    return _("{field} van “{part}”").format(field=field, part=title) if title else field
