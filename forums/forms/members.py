"""The form that invites somebody as a member of a forum."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MemberForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Vul het e-mailadres in van wie je uitnodigt."),
            "invalid": _("Schrijf een volledig e-mailadres, zoals naam@school.be."),
        },
    )
