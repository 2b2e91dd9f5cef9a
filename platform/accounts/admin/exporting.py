"""Spreadsheets of the admin: what somebody typed in a name or title computes nothing in them."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

#: What makes a program take a cell for a formula.
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Before it, every program takes the cell for words.
AS_WORDS = "'"

_written = SpreadsheetExportMixin.preprocess_field_value


def as_words(value: Any) -> Any:
    """``value`` as it may stand in a cell: text that begins as a formula does becomes words."""
    return f"{AS_WORDS}{value}" if isinstance(value, str) and _starts(value) else value


def _starts(value: str) -> bool:
    return value.lstrip(" ").startswith(STARTS_FORMULA)


def guard_exports() -> None:
    """Have every list and report of the admin write its cells so. Repeatable.

    All of them write through this one method of Wagtail's, which has no setting for it.
    """

    def preprocess_field_value(
        view: SpreadsheetExportMixin, field: str, value: Any, export_format: str
    ) -> Any:
        return as_words(_written(view, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
