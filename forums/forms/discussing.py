"""The forms of a discussion: what is said, what is wrong with it, an appeal, a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.enums import Ground
from forums.records.contributions import LONGEST
from institutions.records import Mandate
from showcase.records import PolicyConclusion
from ui.forms import RowField


class _MandateField(RowField):
    def label_from_instance(self, obj: Any) -> str:
        return _("{institution}, als {capacity}").format(
            institution=obj.institution.name, capacity=obj.get_capacity_display()
        )


class _ConclusionField(RowField):
    def label_from_instance(self, obj: Any) -> str:
        words = f"{obj.reference} {obj.statement}"
        return words if len(words) < 100 else f"{words[:99]}…"


class ContributionForm(forms.Form):
    """What somebody says, for whom, and whether their name stands there."""

    text = forms.CharField(
        label=_("Wat wil je zeggen?"),
        max_length=LONGEST,
        help_text=_("Gewone tekst. Een lege regel begint een alinea; een webadres wordt een link."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Schrijf wat je wilt zeggen.")},
    )
    conclusion = _ConclusionField(
        label=_("Waarover?"),
        queryset=PolicyConclusion.objects.none(),
        required=False,
        to_field_name="reference",
        empty_label=_("over de vraag van het forum"),
        error_messages={"invalid_choice": _("Deze conclusie ligt in dit forum niet voor.")},
    )
    mandate = _MandateField(
        label=_("Je spreekt namens"),
        queryset=Mandate.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Kies namens wie je spreekt."),
            "invalid_choice": _("Kies namens wie je spreekt."),
        },
    )
    shows_name = forms.BooleanField(
        label=_("Zet mijn naam erbij"),
        required=False,
        help_text=_("Anders staan er alleen je instelling en je hoedanigheid."),
    )

    def __init__(
        self,
        *args: Any,
        mandates: Any = None,
        conclusions: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("mandate", mandates)
        self._offer("conclusion", conclusions)

    def _offer(self, name: str, rows: Any) -> None:
        """Let ``rows`` be chosen from; without any the field is not asked."""
        if rows is None:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = rows


class GroundForm(forms.Form):
    """What is wrong with a contribution, in a code and in words."""

    ground = forms.ChoiceField(
        label=_("Wat is er mis met de bijdrage? Ze …"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er mis is.")},
    )
    words = forms.CharField(
        label=_("Uitleg"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.required = must_explain
        words.error_messages["required"] = _("Leg uit waarom.")
        if must_explain:
            words.help_text = _("De auteur krijgt deze uitleg per mail. Hoogstens 500 tekens.")


class AppealForm(forms.Form):
    """Why an author does not agree."""

    words = forms.CharField(
        label=_("Waarom ben je het niet eens?"),
        max_length=1000,
        help_text=_("Een andere moderator leest dit en beslist. Hoogstens 1000 tekens."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf waarom je het niet eens bent.")},
    )


class DecisionForm(forms.Form):
    """What another moderator decides, and why."""

    outcome = forms.ChoiceField(
        label=_("Je beslissing"),
        choices=[("back", _("De bijdrage komt online")), ("stay", _("Ze blijft verborgen"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of de bijdrage online komt.")},
    )
    words = forms.CharField(
        label=_("Uitleg"),
        max_length=500,
        help_text=_("De auteur krijgt deze uitleg per mail. Hoogstens 500 tekens."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Leg je beslissing uit.")},
    )
