"""Forms of the register in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.domain.addresses import owner_of
from accounts.permissions import Visitor
from accounts.records import User
from institutions.admin.chooser import InstitutionChooserWidget
from institutions.enums import Capacity
from institutions.permissions import can_grant_mandate
from institutions.records import Institution
from ui.forms import RowField

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Institution]
else:
    _ModelForm = forms.ModelForm


class InstitutionForm(_ModelForm):
    """What the register knows of an institution."""

    class Meta:
        model = Institution
        fields = [
            *("name", "kind", "number", "oid", "town", "province", "country"),
            *("website", "is_example"),
        ]


class MergeForm(forms.Form):
    """Into which institution this one goes up."""

    into = RowField(
        label=_("Gaat op in"),
        queryset=Institution.objects.current(),
        widget=InstitutionChooserWidget,
    )

    def __init__(self, *args: Any, source: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_into(self) -> Institution:
        """Two institutions, not one."""
        into: Institution = self.cleaned_data["into"]
        if into == self.source:
            raise forms.ValidationError(_("Kies een andere instelling dan deze."))
        return into


class GrantForm(forms.Form):
    """Who speaks for which institution, as what."""

    email = forms.EmailField(
        label=_("E-mailadres"), help_text=_("Van iemand die al een account heeft.")
    )
    institution = RowField(
        label=_("Spreekt namens"),
        queryset=Institution.objects.current(),
        widget=InstitutionChooserWidget,
    )
    capacity = forms.ChoiceField(label=_("Als"), choices=Capacity.choices)
    since = forms.DateField(label=_("Van"), required=False, widget=AdminDateInput)
    until = forms.DateField(label=_("Tot en met"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, by: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_email(self) -> str:
        """Find the account, kept as ``person``."""
        email: str = self.cleaned_data["email"]
        owner = owner_of(email)
        if owner is None or not owner.is_active:
            raise forms.ValidationError(
                _("Met dit adres is er geen account. Nodig de persoon uit bij de instelling.")
            )
        self.person: User = owner
        return email

    def clean(self) -> dict[str, Any]:
        """Ask whether this may be granted, and whether the days make sense."""
        cleaned: dict[str, Any] = super().clean() or {}
        institution, capacity = cleaned.get("institution"), cleaned.get("capacity")
        if institution and capacity and not can_grant_mandate(self.by, institution, capacity):
            self.add_error("capacity", _("Dit mandaat geeft iemand anders: een beheerder."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Een mandaat eindigt niet voor het begint."))
        return cleaned
