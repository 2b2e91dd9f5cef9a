"""What the fields of a project are called when they are spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from showcase.domain.first_parts import part_with
from showcase.enums import ChildKind

if TYPE_CHECKING:
    from showcase.pages import ProjectPage
    from showcase.records import AdditionRequest

#: Fields that are rows of their own.
ROWS: dict[str, Any] = {
    "project_numbers": lazily("projectnummers"),
    "partners": lazily("partners"),
    "anchoring_actions": lazily("verankering op school"),
    "barriers": lazily("hindernissen"),
    "lessons": lazily("lessen"),
    "multiplier_examples": lazily("voorbeelden van verspreiding"),
}


def label_of(thing: Any, name: str) -> str:
    """What the field is called, with a capital."""
    label = ROWS[name] if name in ROWS else thing._meta.get_field(name).verbose_name
    return str(label)[:1].upper() + str(label)[1:]


def place_of(request: AdditionRequest, draft: ProjectPage) -> str:
    """Which field a question is about, and of which result or conclusion."""
    kind = ChildKind(request.child_kind)
    if kind == ChildKind.PROJECT:
        return label_of(draft, request.field)
    part = request.child_uuid and part_with(draft, kind, request.child_uuid)
    if not part:
        return str(kind.label)
    field = label_of(part, request.field)
    title = Truncator(str(part)).chars(60, truncate="…")
    return _("{field} van “{part}”").format(field=field, part=title) if title else field
