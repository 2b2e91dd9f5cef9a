"""Two texts of one project, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from showcase.pages import ProjectPage


@dataclass(frozen=True)
class Difference:
    """A field that says one thing in the latest text and another in mine."""

    label: str
    both: Any


def differences(request: HttpRequest, theirs: ProjectPage, mine: ProjectPage) -> list[Difference]:
    """What ``mine`` says otherwise than ``theirs``: taken away and put in, marked."""
    panel = ProjectPage.get_edit_handler().get_bound_panel(
        instance=mine, request=request, form=None
    )
    compared = [comparison(theirs, mine) for comparison in panel.get_comparison()]
    found: list[Difference] = []
    for one in compared:
        if one.has_changed():
            found += _in_parts(one) if one.is_child_relation else [_difference(one)]
    return found


def _difference(compared: Any, part: str = "") -> Difference:
    label = str(compared.field_label())
    return Difference(f"{part}: {label}" if part else label, compared.htmldiff())


def _in_parts(relation: Any) -> list[Difference]:
    found: list[Difference] = []
    for child in relation.get_child_comparisons():
        fields = [field for field in child.get_field_comparisons() if field.field.name != "uuid"]
        part = str(relation.field_label())
        if child.is_addition():
            part = _("{part} (alleen in jouw tekst)").format(part=part)
        elif child.is_deletion():
            part = _("{part} (alleen in de andere tekst)").format(part=part)
        else:
            fields = [field for field in fields if field.has_changed()]
        shown = [_difference(field, part) for field in fields]
        found += [difference for difference in shown if difference.both]
    return found


def typed(form: Any) -> ProjectPage:
    """The project as ``form`` (bound) would leave it; saves nothing."""
    form.defer_required_fields()
    return form.save(commit=False) if form.is_valid() else form.instance  # type: ignore[no-any-return]
