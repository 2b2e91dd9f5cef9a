"""Spreadsheets of the admin: what somebody typed in a name or title computes nothing in them."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from ui.formulas import as_words

_written = SpreadsheetExportMixin.preprocess_field_value


def guard_exports() -> None:
    """Have every list and report of the admin write the cells of a CSV as words. Repeatable.

    All of them write through this one method of Wagtail's, which has no setting for it. In a
    workbook a cell has a kind, and Wagtail marks it as words itself.
    """

    def preprocess_field_value(
        view: SpreadsheetExportMixin, field: str, value: Any, export_format: str
    ) -> Any:
        cell = _written(view, field, value, export_format)
        is_csv = export_format == SpreadsheetExportMixin.FORMAT_CSV
        return as_words(cell) if is_csv and isinstance(cell, str) else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
