"""Asking for access, and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.domain.register import free_slug
from institutions.enums import InstitutionKind
from institutions.records import Institution, six_digits


class AskAccessForm(forms.Form):
    """Who asks, and for which school."""

    name = forms.CharField(
        label=_("Je naam"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Je e-mailadres op school"),
        max_length=254,
        help_text=_("Daar komt de uitnodiging aan."),
        error_messages={"invalid": _("Schrijf een volledig e-mailadres, zoals naam@school.be.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    school = forms.CharField(label=_("Je school, met de gemeente"), max_length=200)
    number = forms.CharField(
        label=_("Instellingsnummer"),
        required=False,
        max_length=6,
        validators=[six_digits],
        help_text=_("Zes cijfers, als je het kent."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    words = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        required=False,
        max_length=600,
        help_text=_("Bijvoorbeeld over welk project het gaat."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LetInForm(forms.Form):
    """Which school of the register it is, or that it is new there."""

    school = forms.CharField(
        label=_("School in het register"),
        max_length=200,
        help_text=_("De volledige naam of het instellingsnummer."),
    )
    is_new = forms.BooleanField(
        label=_("Deze school staat nog niet in het register. Voeg ze toe."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Find the school, kept as ``institution``; a new one is not saved yet."""
        cleaned: dict[str, Any] = super().clean() or {}
        name = cleaned.get("school", "")
        if not name:
            return cleaned
        known = Institution.objects.current().schools()
        found = list(known.filter(number=name)[:1] or known.filter(name__iexact=name)[:2])
        self.institution: Institution
        if len(found) == 1:
            self.institution = found[0]
        elif found:
            self.add_error("school", _("Meer scholen heten zo. Vul het instellingsnummer in."))
        elif cleaned.get("is_new"):
            self.institution = Institution(
                name=name, slug=free_slug(name), kind=InstitutionKind.SCHOOL
            )
        else:
            self.add_error(
                "school", _("Deze school staat niet in het register. Kijk na, of vink aan: nieuw.")
            )
        return cleaned


class DeclineAccessForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Waarom niet?"),
        max_length=600,
        help_text=_("Dit staat in de mail aan wie het vroeg."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
