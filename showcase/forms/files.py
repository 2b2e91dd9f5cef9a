"""The forms of photos and documents in Wagtail's admin: upload, several at once, choosers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from showcase.domain.pictures import MAX_IMAGE_SIZE, clean_image
from showcase.domain.uploads import MAX_DOCUMENT_SIZE, MEGABYTE, check_document, tidy_name


class PhotoField(WagtailImageField):
    """A photo, checked by content and stripped of where and with what it was taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = format_lazy(
            gettext_lazy(
                "JPEG, PNG of WebP, hoogstens {most} MB."
                " Waar en wanneer de foto genomen is, wissen we."
            ),
            most=MAX_IMAGE_SIZE // MEGABYTE,
        )

    def to_python(self, data: Any) -> File[bytes] | None:
        """The photo as it may be kept; one that is kept already stays what it is."""
        if isinstance(data, FieldFile):
            return data
        uploaded = forms.FileField.to_python(self, data)
        return clean_image(uploaded) if uploaded else None

    def run_validators(self, value: Any) -> None:
        """Content decided already; the name follows from it."""


class DocumentField(WagtailDocumentField):
    """A document, checked by content."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = format_lazy(
            gettext_lazy(
                "PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV of TXT, zonder macro’s, hoogstens"
                " {most} MB."
            ),
            most=MAX_DOCUMENT_SIZE // MEGABYTE,
        )

    def to_python(self, data: Any) -> File[bytes] | None:
        """The document under a tidy name; one that is kept already stays what it is."""
        if isinstance(data, FieldFile):
            return data
        uploaded: File[bytes] | None = forms.FileField.to_python(self, data)
        if uploaded is not None:
            check_document(uploaded)
            uploaded.name = tidy_name(uploaded.name or "")
        return uploaded


def _file_input(base: Any) -> forms.FileInput:
    return forms.FileInput(attrs=dict(base.Meta.widgets["file"].attrs))


class _HandedInMixin:
    """What was handed in stays the file that it was."""

    instance: Any
    fields: dict[str, forms.Field]

    def _freeze_handed_in(self) -> None:
        if self.instance.handed_in_at is None:
            return
        for name in ("file", "title", "collection"):
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].required = False
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "Ingediend, en dus vast. Moet er een ander bestand komen? Voeg het toe en kies het"
                " in het project."
            )


class SchoolImageForm(_HandedInMixin, BaseImageForm):
    """A photo, with the consent of the pupils in it and until when."""

    file = PhotoField(label=gettext_lazy("Foto"), widget=_file_input(BaseImageForm))

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "consent_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._freeze_handed_in()
        if "consent_until" in self.fields:
            self.fields["consent_until"].help_text = _(
                "Daarna wissen we de foto. Trekt iemand de toestemming in? Vul dan gisteren in."
            )

    def clean(self) -> dict[str, Any]:
        """Handed in with recognisable pupils stays so; the other rules are `SchoolImage`'s."""
        cleaned: dict[str, Any] = super().clean() or {}
        was_said = self.instance.handed_in_at and self.initial.get("shows_pupils")
        if was_said and "shows_pupils" in self.fields and not cleaned.get("shows_pupils"):
            self.add_error(
                "shows_pupils", _("De foto is ingediend met herkenbare leerlingen. Dat blijft zo.")
            )
        return cleaned


class SchoolDocumentForm(_HandedInMixin, BaseDocumentForm):
    """A document of a school."""

    file = DocumentField(label=gettext_lazy("Bestand"), widget=_file_input(BaseDocumentForm))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._freeze_handed_in()
