"""Inviting a pedagogical adviser."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mailadres van je begeleider"),
        max_length=254,
        error_messages={"invalid": _("Schrijf een volledig e-mailadres, zoals naam@dienst.be.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
