"""The promise box of a forum: written before it opens, corrected after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.enums import Influence
from institutions.querysets import InstitutionQuerySet
from institutions.records import Institution
from ui.forms import RowsField

if TYPE_CHECKING:
    from forums.pages import Forum


class InstitutionsField(RowsField):
    """Institutions to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """An institution by its name."""
        return str(obj.name)


class PromiseFields(forms.Form):
    """What a forum promises to who takes part."""

    feeds = forms.CharField(
        label=_("Welke beslissing bereidt dit voor?"), max_length=300, required=False
    )
    influence = forms.ChoiceField(
        label=_("Hoe zwaar weegt wat deelnemers zeggen?"),
        choices=Influence.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    promised_by = InstitutionsField(
        label=_("Wie zegde een antwoord toe?"),
        queryset=Institution.objects.none(),
        required=False,
    )
    nobody_promised = forms.BooleanField(label=_("Niemand zegde een antwoord toe"), required=False)
    answer_term_days = forms.IntegerField(
        label=_("Binnen hoeveel dagen na het verslag?"), required=False, min_value=1, max_value=730
    )
    hears_how = forms.CharField(
        label=_("Hoe krijgen deelnemers het antwoord te horen?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("promised_by", Institution.objects.addressable())

    def offer(self, name: str, found: InstitutionQuerySet) -> None:
        """Let ``found`` be chosen, and what was chosen before."""
        field: Any = self.fields[name]
        kept = [one.pk for one in self.initial.get(name, ())]
        offered = found.order_by() | Institution.objects.filter(pk__in=kept)
        field.queryset = offered.distinct().order_by("name")

    def refuse_both(self) -> None:
        """Say it where somebody promised and nobody did; the last thing to check."""
        if self.cleaned_data.get("nobody_promised") and self.cleaned_data.get("promised_by"):
            words = _("Je koos wie een antwoord toezegde. Haal dat weg, of dit vinkje.")
            self.add_error("nobody_promised", words)


class PromiseCorrectionForm(PromiseFields):
    """Other words for the promise of an open forum, and why."""

    reason = forms.CharField(
        label=_("Waarom verbeter je de toezegging?"),
        help_text=_("Dit staat met de datum van vandaag op de pagina van het forum."),
        max_length=300,
        error_messages={"required": _("Zeg waarom je de toezegging verbetert.")},
    )
    never_made = forms.BooleanField(
        label=_("Wie ik weghaal, zegde nooit een antwoord toe"),
        help_text=_(
            "Alleen dan telt het antwoord niet meer. Het staat bij de verbetering: zeg bij de reden"
            " hoe het er kwam te staan."
        ),
        required=False,
    )
    field_order = ["reason"]

    def __init__(self, *args: Any, standing: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standing.reported_on is None:
            del self.fields["never_made"]

    def clean(self) -> dict[str, Any]:
        """Say at the term that nobody keeps to one, and where somebody promised and nobody did."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("nobody_promised") and cleaned.get("answer_term_days"):
            words = _("Niemand zegde iets toe: dan is er ook geen termijn.")
            self.add_error("answer_term_days", words)
        self.refuse_both()
        return self.cleaned_data
