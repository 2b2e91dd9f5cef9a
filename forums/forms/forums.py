"""The form of a forum: small, with the promise box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from forums.domain.organising import LONGEST_BROUGHT, PLAIN, PROMISED
from forums.enums import Access
from forums.forms.days import DayField
from forums.forms.promises import InstitutionsField, PromiseFields
from forums.forms.refusals import add_refusals
from institutions.enums import Capacity
from institutions.querysets import InstitutionQuerySet
from institutions.records import Institution, Mandate
from vocabularies.enums import Scheme
from vocabularies.forms import TermsField, TreeField
from vocabularies.records import EducationLevel, Term, Theme

if TYPE_CHECKING:
    from forums.pages import Forum

#: At which field the words of a constraint stand.
PLACES = {
    "a_forum_ends_after_it_starts": "ends_on",
    "a_call_closes_after_it_opens": "call_closes_on",
    "a_call_closes_before_its_forum_ends": "call_closes_on",
    "a_forum_is_followed_until_after_its_end": "followed_until",
    "an_answer_takes_a_day_to_two_years": "answer_term_days",
    "who_promises_nothing_has_no_term": "answer_term_days",
}


#: What few forums need, by the part of the form where it stands.
FOLDED = {
    "about": ("themes", "levels", "policy_levels", "policy_domains", "stakeholders"),
    "follow": ("call_opens_on", "call_closes_on", "followed_until"),
    "minutes": ("minutes_grow", "correction_days"),
}

#: What the lines of invited groups are called: this, and the slug of the group.
BRINGS = "brings_"

#: How long minutes are open to corrections, unless a forum says otherwise.
CORRECTION_DAYS = 7


class ForumForm(PromiseFields):
    """What organisers write of a forum. A draft needs a title, a question and a period.

    What it needs beyond that to open is said by `forums.domain.opening`. Of an open one
    (``standing``) it asks no promise: that is corrected on a page of its own.
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
    starts_on = DayField(
        label=_("Overleg van"),
        error_messages={"required": _("Zeg wanneer het overleg begint.")},
    )
    ends_on = DayField(
        label=_("Overleg tot en met"),
        error_messages={"required": _("Zeg wanneer het overleg eindigt.")},
    )
    organisers = InstitutionsField(
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
    call_opens_on = DayField(label=_("Oproep van"), required=False)
    call_closes_on = DayField(label=_("Oproep tot en met"), required=False)
    followed_until = DayField(
        label=_("Opgevolgd tot en met"),
        help_text=_("Daarna is het forum afgesloten. Laat leeg zolang je dat niet weet."),
        required=False,
    )
    access = forms.ChoiceField(
        label=_("Toegang"),
        choices=Access.choices,
        initial=Access.PUBLIC,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie leest en wie meedoet.")},
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

    field_order = ["question", "title", "starts_on", "ends_on", "organisers", "background"]

    def __init__(self, *args: Any, standing: Forum | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisers", _organising())
        if standing is not None and standing.live:
            for name in PROMISED:
                del self.fields[name]
        if standing is not None and standing.stays_public:
            self._keep_public()
        self._ask_what_groups_bring()

    def _keep_public(self) -> None:
        """Offer no access that would take away what everybody could read, and say why."""
        words = _(
            "Het verslag of een aanbeveling staat online voor iedereen, en dat blijft zo: alleen"
            " leden laten lezen kan niet meer."
        )
        field: Any = self.fields["access"]
        kept = [(one, label) for one, label in Access.choices if one != Access.MEMBERS_ONLY]
        field.choices, field.help_text = kept, words
        field.error_messages["invalid_choice"] = words

    def _ask_what_groups_bring(self) -> None:
        """A line for each group that is invited, or of which a line was sent: what it brings in.

        A line that was not sent was not on the page: what stands there stays, it is not emptied.
        """
        brought = self.initial.get("brings", {})
        sent = {name.removeprefix(BRINGS) for name in self.data if name.startswith(BRINGS)}
        chosen = set(self["stakeholders"].value())
        asked = sent | chosen
        groups = Term.objects.in_scheme(Scheme.STAKEHOLDER_GROUPS).order_by("label_nl")
        drawn = [one for one in groups if one.slug in asked] if asked else []
        invited = [one.slug for one in drawn if one.slug in chosen]
        lines = {BRINGS + slug: brought.get(slug, "") for slug in invited}
        self.initial = {**self.initial, **lines}
        if self.is_bound:
            data: Any = self.data
            self.data = data = data.copy()
            for name, words in lines.items():
                data.setdefault(name, words)
        for group in drawn:
            self.fields[BRINGS + group.slug] = forms.CharField(
                label=group.label, max_length=LONGEST_BROUGHT, required=False
            )

    @property
    def used(self) -> dict[str, bool]:
        """In which parts of `FOLDED` something is filled in, or is wrong."""
        nothing: tuple[Any, ...] = (None, "", [], False, CORRECTION_DAYS, str(CORRECTION_DAYS))
        return {
            part: any(self[one].errors or self[one].value() not in nothing for one in names)
            for part, names in FOLDED.items()
        }

    @property
    def brought(self) -> list[forms.BoundField]:
        """The lines of what groups bring."""
        return [self[name] for name in self.fields if name.startswith(BRINGS)]

    def clean_correction_days(self) -> int:
        """Seven, unless somebody says otherwise."""
        days: int | None = self.cleaned_data["correction_days"]
        return CORRECTION_DAYS if days is None else days

    def clean(self) -> dict[str, Any]:
        """Say at each field what the database would refuse."""
        cleaned = super().clean() or self.cleaned_data
        names = [name for name in cleaned if name.startswith(BRINGS)]
        said = {name.removeprefix(BRINGS): cleaned.pop(name) for name in names}
        cleaned["brings"] = {slug: words for slug, words in said.items() if words}
        if {"starts_on", "ends_on"} <= cleaned.keys():
            plain = {name: cleaned[name] for name in PLAIN if name in cleaned}
            add_refusals(self, apps.get_model("forums", "Forum")(**plain), PLACES)
        self.refuse_both()
        return self.cleaned_data


def _organising() -> InstitutionQuerySet:
    """Institutions for which somebody moderates."""
    moderating = Mandate.objects.active().filter(capacity=Capacity.MODERATOR)
    found: InstitutionQuerySet = Institution.objects.current().filter(
        pk__in=moderating.values("institution")
    )
    return found
