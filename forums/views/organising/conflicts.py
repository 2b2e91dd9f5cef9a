"""What a colleague wrote meanwhile, beside what this person typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


def differences(form: forms.Form, now: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each field in which ``form`` differs from what stands there ``now``: label and words."""
    return [
        (str(field.label), _in_words(field, now[name]))
        for name, field in form.fields.items()
        if name in now and field.has_changed(now[name], form[name].data)
    ]


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(one) for one in value) or "–"
    named: dict[Any, Any] = dict(getattr(field, "choices", ()))
    return str(named.get(value, "" if value is None else value)) or "–"
