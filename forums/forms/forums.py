"""The form of a forum: small, with the promise box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from forums.domain.organising import PLAIN
from forums.enums import Access, Influence
from forums.forms.refusals import add_refusals, date_input
from institutions.enums import Capacity
from institutions.querysets import InstitutionQuerySet
from institutions.records import Institution, Mandate
from vocabularies.enums import Scheme
from vocabularies.forms import TermsField, TreeField
from vocabularies.records import EducationLevel, Theme

#: At which field the words of a constraint stand.
PLACES = {
    "a_forum_ends_after_it_starts": "ends_on",
    "a_call_closes_after_it_opens": "call_closes_on",
    "a_call_closes_before_its_forum_ends": "call_closes_on",
    "a_forum_is_followed_until_after_its_end": "followed_until",
    "an_answer_takes_a_day_to_two_years": "answer_term_days",
    "who_promises_nothing_has_no_term": "answer_term_days",
}


#: How long minutes are open to corrections, unless a forum says otherwise.
CORRECTION_DAYS = 7


class _InstitutionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ForumForm(forms.Form):
    """What organisers write of a forum. A draft needs a title, a question and a period.

    What it needs beyond that to open is said by `forums.domain.opening`.
    """

    question = forms.CharField(
        label=_("De vraag"),
        help_text=_("Eén zin, zoals je ze aan een zaal zou stellen."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf de vraag waarover jullie overleggen.")},
    )
    title = forms.CharField(
        label=_("Korte titel"),
        help_text=_("Hoogstens 100 tekens. Het webadres volgt uit de eerste titel."),
        max_length=100,
        error_messages={"required": _("Geef het forum een korte titel.")},
    )
    starts_on = forms.DateField(
        label=_("Overleg van"),
        widget=date_input(),
        error_messages={"required": _("Zeg wanneer het overleg begint.")},
    )
    ends_on = forms.DateField(
        label=_("Overleg tot en met"),
        widget=date_input(),
        error_messages={"required": _("Zeg wanneer het overleg eindigt.")},
    )
    organisers = _InstitutionsField(
        label=_("Wie organiseert"), queryset=Institution.objects.none(), required=False
    )
    background = forms.CharField(
        label=_("Achtergrond"),
        help_text=_("Waarom deze vraag nu? Een of twee alinea’s."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    themes = TreeField(Theme, label=_("Thema’s"), required=False)
    levels = TreeField(EducationLevel, label=_("Onderwijsniveaus"), required=False)
    policy_levels = TermsField(Scheme.POLICY_LEVELS, label=_("Beleidsniveaus"), required=False)
    policy_domains = TermsField(Scheme.POLICY_DOMAINS, label=_("Beleidsdomeinen"), required=False)
    stakeholders = TermsField(
        Scheme.STAKEHOLDER_GROUPS, label=_("Wie is uitgenodigd"), required=False
    )
    call_opens_on = forms.DateField(label=_("Oproep van"), required=False, widget=date_input())
    call_closes_on = forms.DateField(
        label=_("Oproep tot en met"), required=False, widget=date_input()
    )
    followed_until = forms.DateField(
        label=_("Opgevolgd tot en met"),
        help_text=_("Daarna is het forum afgesloten. Laat leeg zolang je dat niet weet."),
        required=False,
        widget=date_input(),
    )
    access = forms.ChoiceField(
        label=_("Toegang"),
        choices=Access.choices,
        initial=Access.PUBLIC,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie leest en wie meedoet.")},
    )
    feeds = forms.CharField(
        label=_("Welke beslissing bereidt dit voor?"), max_length=300, required=False
    )
    influence = forms.ChoiceField(
        label=_("Hoe zwaar weegt wat deelnemers zeggen?"),
        choices=Influence.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    promised_by = _InstitutionsField(
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

    minutes_grow = forms.BooleanField(
        label=_("Lezers zien het verslag groeien"),
        help_text=_("Wie het forum leest, leest mee terwijl de verslaggever schrijft."),
        required=False,
    )
    correction_days = forms.IntegerField(
        label=_("Dagen voor opmerkingen bij het verslag"),
        help_text=_("7 als je niets invult."),
        required=False,
        min_value=1,
        max_value=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("organisers", _organising())
        self._offer("promised_by", Institution.objects.addressable())

    def _offer(self, name: str, found: InstitutionQuerySet) -> None:
        """Let ``found`` be chosen, and what was chosen before."""
        field: Any = self.fields[name]
        kept = [one.pk for one in self.initial.get(name, ())]
        offered = found.order_by() | Institution.objects.filter(pk__in=kept)
        field.queryset = offered.distinct().order_by("name")

    def clean_correction_days(self) -> int:
        """Seven, unless somebody says otherwise."""
        days: int | None = self.cleaned_data["correction_days"]
        return CORRECTION_DAYS if days is None else days

    def clean(self) -> dict[str, Any]:
        """Say at each field what the database would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if {"starts_on", "ends_on"} <= cleaned.keys():
            plain = {name: cleaned[name] for name in PLAIN if name in cleaned}
            add_refusals(self, apps.get_model("forums", "Forum")(**plain), PLACES)
        if cleaned.get("nobody_promised") and cleaned.get("promised_by"):
            words = _("Je koos wie een antwoord toezegde. Haal dat weg, of dit vinkje.")
            self.add_error("nobody_promised", words)
        return self.cleaned_data


def _organising() -> InstitutionQuerySet:
    """Institutions for which somebody moderates."""
    moderating = Mandate.objects.active().filter(capacity=Capacity.MODERATOR)
    found: InstitutionQuerySet = Institution.objects.current().filter(
        pk__in=moderating.values("institution")
    )
    return found
