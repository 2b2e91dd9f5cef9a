"""What a school writes when it proposes conclusions, and organisers when they turn them down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.recommending import ConclusionsField
from showcase.records import PolicyConclusion


class MotivationForm(forms.Form):
    """Why a conclusion belongs in a forum."""

    motivation = forms.CharField(
        label=_("Waarom hoort dit in dit forum?"),
        help_text=_("Twee of drie zinnen. Hoogstens 1000 tekens. De organisatoren lezen ze."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf waarom dit in dit forum hoort.")},
    )


class OfferForm(MotivationForm):
    """Which conclusions a school offers, and why."""

    conclusions = ConclusionsField(
        label=_("Welke conclusies?"),
        queryset=PolicyConclusion.objects.none(),
        error_messages={
            "required": _("Kies minstens één conclusie."),
            "invalid_choice": _("Een van deze conclusies is intussen voorgesteld of ingetrokken."),
            "invalid_pk_value": _("Kies uit de lijst."),
        },
    )
    field_order = ["conclusions", "motivation"]

    def __init__(self, *args: Any, offerable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["conclusions"]
        field.queryset = offerable.select_related("institution")

    def clean_conclusions(self) -> list[PolicyConclusion]:
        """One school offers at a time."""
        chosen = list(self.cleaned_data["conclusions"])
        if len({one.institution_id for one in chosen}) > 1:
            raise forms.ValidationError(_("Kies conclusies van één school."))
        return chosen


class RefusalForm(forms.Form):
    """Why organisers turn a proposal down."""

    reason = forms.CharField(
        label=_("Waarom niet?"),
        help_text=_("De school krijgt deze reden in een mail. Hoogstens 500 tekens."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Zeg waarom het voorstel niet doorgaat.")},
    )
