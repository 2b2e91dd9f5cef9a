"""Saying why something published goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from showcase.domain.withdrawal import MAX_REASON


class ReasonForm(forms.Form):
    """A reason that stands on the public page."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De reden staat op de openbare pagina. Hoogstens 300 tekens."),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Zeg waarom. De reden staat op de openbare pagina."),
            "max_length": _("Zeg het in hoogstens 300 tekens."),
        },
    )
