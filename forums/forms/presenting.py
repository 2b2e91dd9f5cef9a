"""The forms of who opens an item of an agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.forms.refusals import date_input
from forums.forms.registering import ConsentForm


class PresenterConsentForm(ConsentForm):
    """Whether the name of somebody who opens an item is public, and until when."""

    is_named = forms.BooleanField(
        label=_("Deze persoon stemde ermee in om met naam vermeld te worden"),
        help_text=_("Zonder vinkje zien alleen organisatoren de naam."),
        required=False,
    )
    named_until = forms.DateField(
        label=_("Tot en met"),
        help_text=_("Daarna verdwijnt de naam vanzelf."),
        widget=date_input(),
        required=False,
    )


class PresenterForm(PresenterConsentForm):
    """An institution, a person or both."""

    institution_name = forms.CharField(
        label=_("Instelling"),
        help_text=_("Of een rol, zoals voorzitter. De instelling staat altijd op de agenda."),
        max_length=200,
        required=False,
    )
    name = forms.CharField(
        label=_("Naam van de persoon"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mailadres van de persoon"),
        help_text=_(
            "Wie met naam vermeld wordt, krijgt een mail om dat terug te nemen, zodra de agenda"
            " online staat. Is het van een account, dan kan die persoon ook opmerkingen maken bij"
            " het verslag."
        ),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Schrijf een volledig e-mailadres, zoals naam@school.be.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("institution_name", "name", "email", "is_named", "named_until")

    def clean(self) -> dict[str, Any]:
        """Somebody is named; and a consent is about a name."""
        cleaned = super().clean()
        institution, name = cleaned.get("institution_name"), cleaned.get("name")
        if not institution and not name and "institution_name" not in self.errors:
            self.add_error("institution_name", _now("Geef een instelling, een naam of allebei."))
        elif cleaned.get("is_named") and not name:
            self.add_error("name", _now("Zeg wie met naam vermeld mag worden."))
        elif cleaned.get("email") and not name:
            self.add_error("name", _now("Zeg van wie dit e-mailadres is."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What a presenter is added with."""
        return {key: value for key, value in self.cleaned_data.items() if key != "is_named"}
