"""The form that puts a document with an item of an agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from showcase.domain.uploads import MAX_DOCUMENT_SIZE, MEGABYTE, check_document


class CheckedFileField(forms.FileField):
    """A document, checked by its content before anything is locked or kept."""

    def to_python(self, data: Any) -> File[bytes] | None:
        """The upload as it came, checked."""
        # Django's own words on an empty file and a long name are said by the check.
        uploaded: File[bytes] | None = data or None
        if uploaded is not None:
            check_document(uploaded)
        return uploaded


class DocumentForm(forms.Form):
    """A title and a file."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=150,
        error_messages={"required": _("Geef het document een titel.")},
    )
    file = CheckedFileField(
        label=_("Bestand"),
        help_text=format_lazy(
            _("PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV of TXT, hoogstens {most} MB."),
            most=MAX_DOCUMENT_SIZE // MEGABYTE,
        ),
        error_messages={"required": _("Kies een bestand.")},
    )
