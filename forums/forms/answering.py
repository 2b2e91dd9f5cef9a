"""What an institution answered, as a moderator notes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from forums.domain.answering import Given, given_in, problems_of
from forums.enums import DEMANDED_BY, Position, SpeaksFor
from forums.forms.days import DayField
from forums.records import PolicyResponse, Recommendation
from institutions.records import Institution
from ui.forms import RowField
from vocabularies.enums import Scheme
from vocabularies.forms.fields import TermField


def _needed(name: str) -> dict[str, Any]:
    """For which positions a field is needed: for the reader, and for `answering.js`."""
    positions = [position for position in Position if position in DEMANDED_BY[name]]
    labels = ", ".join(str(position.label) for position in positions)
    return {"by": " ".join(positions), "words": labels}


class AnswerForm(forms.Form):
    """An answer. What the position demands, the database says, in its own words.

    That is why no field here is required but the day: the rules stand on the record.
    """

    answered_on = DayField(
        label=_("Wanneer antwoordde de instelling?"),
        error_messages={
            "required": _("Zeg op welke dag de instelling antwoordde."),
            "invalid": _("Schrijf een dag, zoals 2026-05-31."),
        },
    )
    speaks_for = forms.ChoiceField(
        label=_("Namens wie?"),
        choices=SpeaksFor.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    stakeholder_group = TermField(
        Scheme.STAKEHOLDER_GROUPS,
        label=_("Tot welke groep hoort ze?"),
        required=False,
        empty_label=_("Geen groep"),
        help_text=_("Hoort de instelling tot geen van deze groepen? Laat het dan leeg."),
    )
    position = forms.ChoiceField(
        label=_("Welk standpunt?"),
        choices=Position.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wat antwoordt ze?"),
        required=False,
        max_length=4000,
        help_text=_("In de woorden van de instelling."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    what = forms.CharField(label=_("Wat wordt opgenomen?"), required=False, max_length=300)
    due_on = DayField(
        label=_("Tegen wanneer?"),
        required=False,
        error_messages={"invalid": _("Schrijf een dag, zoals 2026-05-31.")},
    )
    reason = forms.CharField(
        label=_("Waarom niet, of maar deels?"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    document = forms.URLField(
        label=_("In welk document staat het al?"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Het adres van het document op het web."),
        error_messages={"invalid": _("Schrijf een volledig adres, zoals https://voorbeeld.be.")},
    )
    forwarded_to = RowField(
        label=_("Aan wie is het doorgegeven?"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=_("Kies…"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        recommendation: Recommendation,
        institution: Institution,
        standing: PolicyResponse | None = None,
        unsaved: QueryDict | None = None,
    ) -> None:
        """Show ``standing``, or instead what was typed and is not to be judged (``unsaved``)."""
        self.recommendation, self.institution = recommendation, institution
        initial: dict[str, Any] = {"answered_on": timezone.localdate()}
        if unsaved is not None:
            initial = {name: unsaved.get(name, "") for name in self.base_fields}
        elif standing is not None:
            initial = dict(vars(given_in(standing)))
        super().__init__(data, initial=initial)
        offered = Q(pk__in=Institution.objects.addressable().order_by().values("pk"))
        if standing is not None:
            offered |= Q(pk=standing.forwarded_to_id)
        others = Institution.objects.filter(offered).exclude(pk=institution.pk)
        forwarded: Any = self.fields["forwarded_to"]
        forwarded.queryset = others.order_by("name", "pk")
        for name in DEMANDED_BY:
            needed = _needed(name)
            field = self.fields[name]
            field.widget.attrs["data-needed-by"] = needed["by"]
            words = format_lazy(_("Nodig bij: {positions}."), positions=needed["words"])
            field.help_text = format_lazy("{help} {words}", help=field.help_text, words=words)

    def clean(self) -> dict[str, Any]:
        """Tell, at its field, everything that the database would refuse."""
        cleaned: dict[str, Any] = super().clean() or {}
        response = PolicyResponse(
            recommendation=self.recommendation, institution=self.institution, **cleaned
        )
        for name, words in problems_of(response).items():
            if name not in self.errors:
                self.add_error(name, words)
        return cleaned

    def given(self) -> Given:
        """What was answered, when the form is valid."""
        return Given(**self.cleaned_data)
