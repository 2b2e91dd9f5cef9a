"""What the database refuses, said at the field where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


def add_refusals(form: forms.Form, row: Any, places: Mapping[str, str]) -> None:
    """Try the constraints of ``row`` named in ``places``; put their words at these fields."""
    for constraint in row._meta.constraints:
        field = places.get(constraint.name)
        if field is None:
            continue
        try:
            constraint.validate(type(row), row)
        except ValidationError as refusal:
            form.add_error(field, refusal)


def date_input() -> forms.DateInput:
    """A browser's own control for a date."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    """A browser's own control for a time."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})
