"""The forms of photos and documents in Wagtail's admin: upload, several at once, choosers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from showcase.domain.pictures import clean_image
from showcase.domain.uploads import check_document, tidy_name


class PhotoField(WagtailImageField):
    """A photo, checked by content and stripped of where and with what it was taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = gettext_lazy(
            "JPEG, PNG of WebP, hoogstens 15 MB. Waar en wanneer de foto genomen is, wissen we."
        )
        refusal = gettext_lazy("We nemen foto’s in JPEG, PNG of WebP aan, hoogstens 15 MB.")
        self.error_messages["invalid_image_extension"] = refusal
        self.error_messages["file_too_large_unknown_size"] = refusal

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
        self.help_text = gettext_lazy(
            "PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV of TXT, zonder macro’s, hoogstens 50 MB."
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
        """Recognisable pupils need a recorded consent that ends."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "shows_pupils" not in self.fields:
            return cleaned
        if not cleaned.get("shows_pupils"):
            if self.instance.handed_in_at and self.initial.get("shows_pupils"):
                self.add_error(
                    "shows_pupils",
                    _("De foto is ingediend met herkenbare leerlingen. Dat blijft zo."),
                )
            cleaned["consent_note"], cleaned["consent_until"] = "", None
            return cleaned
        self._demand_consent(cleaned)
        return cleaned

    def _demand_consent(self, cleaned: dict[str, Any]) -> None:
        if not (cleaned.get("consent_note") or "").strip() and "consent_note" not in self.errors:
            self.add_error(
                "consent_note",
                _("Zeg waar de toestemming van de leerlingen of hun ouders bewaard wordt."),
            )
        until = cleaned.get("consent_until")
        if until is None and "consent_until" not in self.errors:
            self.add_error("consent_until", _("Vul in tot en met wanneer de toestemming geldt."))
        elif until and not self.instance.pk and until < timezone.localdate():
            self.add_error(
                "consent_until",
                _("Deze toestemming is voorbij. Vraag ze opnieuw, of laat de foto weg."),
            )


class SchoolDocumentForm(_HandedInMixin, BaseDocumentForm):
    """A document of a school."""

    file = DocumentField(label=gettext_lazy("Bestand"), widget=_file_input(BaseDocumentForm))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._freeze_handed_in()
