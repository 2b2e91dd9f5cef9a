"""The forms of who comes to a session, and of who counts the places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.records import User
from forums.domain.registering import Answers, check_named_until
from forums.enums import MODES_OF, Mode
from forums.forms.days import DayField
from forums.forms.refusals import date_input
from institutions.records import Institution, Mandate

if TYPE_CHECKING:
    from forums.records import Registration, RegistrationRules, Session

#: Chosen by who speaks for none of the own institutions here.
OTHER = "ander"


class ConsentForm(forms.Form):
    """Whether a name stands in the report, and until when. Off unless somebody turns it on."""

    is_named = forms.BooleanField(
        label=_("Mijn naam mag in het verslag staan"),
        help_text=_(
            "Zonder vinkje staan alleen je instelling en je hoedanigheid erin. Die staan er altijd."
        ),
        required=False,
    )
    named_until = forms.DateField(
        label=_("Tot en met"),
        help_text=_("Daarna verdwijnt je naam vanzelf. Je kunt dit altijd wijzigen."),
        widget=date_input(),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A name stands there until a day, never for good."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_named"):
            cleaned["named_until"] = None
            self.errors.pop("named_until", None)
        elif "named_until" not in self.errors:
            try:
                check_named_until(cleaned.get("named_until"))
            except ValidationError as refusal:
                self.add_error(None, refusal)
            if cleaned.get("named_until") is None and "named_until" not in self.errors:
                self.add_error("named_until", _now("Zeg tot en met welke dag."))
        return cleaned


def consent_of(session: Session, registration: Registration | None = None) -> dict[str, Any]:
    """What `ConsentForm` starts from: off, and for a year after the session if turned on."""
    given = registration.named_until if registration is not None else None
    a_year_on = max(timezone.localdate(session.ends_at), timezone.localdate())
    return {
        "is_named": given is not None,
        "named_until": given or a_year_on + timedelta(days=365),
    }


class RegisterForm(ConsentForm):
    """Who comes, for whom, how, and what they need. Without an account, an address too."""

    name = forms.CharField(
        label=_("Je naam"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Je e-mailadres"),
        max_length=254,
        help_text=_("Je krijgt een mail om je inschrijving te bevestigen."),
        error_messages={"invalid": _("Schrijf een volledig e-mailadres, zoals naam@school.be.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    mandate = forms.ChoiceField(
        label=_("Namens wie kom je?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies namens wie je komt.")},
    )
    institution = forms.CharField(
        label=_("Welke instelling?"),
        help_text=_(
            "School, dienst of andere instelling. Kom je voor jezelf? Schrijf dan: op eigen naam."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    capacity = forms.CharField(
        label=_("In welke hoedanigheid?"),
        help_text=_("Bijvoorbeeld directie, leraar, medewerker, ouder."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    mode = forms.ChoiceField(
        label=_("Hoe doe je mee?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ter plaatse of online.")},
    )
    dietary_needs = forms.CharField(label=_("Eten en drinken"), max_length=300, required=False)
    access_needs = forms.CharField(label=_("Toegankelijkheid"), max_length=300, required=False)

    field_order = (
        "name",
        "email",
        "mandate",
        "institution",
        "capacity",
        "mode",
        "dietary_needs",
        "access_needs",
        "is_named",
        "named_until",
    )

    def __init__(
        self, data: Any, *, session: Session, user: User | None, full: Collection[str] = ()
    ) -> None:
        self.modes = MODES_OF[session.format]
        self.mandates = _mandates_of(user)
        named = (user.get_full_name() if user else "") or ""
        super().__init__(data, initial=consent_of(session) | {"name": named})
        if user is not None:
            del self.fields["email"]
        self._ask_for_whom()
        self._ask_how(full)

    def _ask_for_whom(self) -> None:
        if not self.mandates:
            del self.fields["mandate"]
            return
        choices = [(str(pk), _spoken(one)) for pk, one in self.mandates.items()]
        other = (OTHER, _now("iemand anders; vul hieronder in"))
        self.fields["mandate"].choices = [*choices, other]  # type: ignore[attr-defined]
        self.initial["mandate"] = choices[0][0]
        for name in ("institution", "capacity"):
            self.fields[name].required = False

    def _ask_how(self, full: Collection[str]) -> None:
        """``full`` are the modes in which one joins the waiting list; the choice says so."""
        waits = _now("{mode} (volzet: je komt op de wachtlijst)")
        choices = [
            (one.value, waits.format(mode=one.label) if one in full else str(one.label))
            for one in self.modes
        ]
        self.fields["mode"].choices = choices  # type: ignore[attr-defined]
        if len(self.modes) == 1:
            del self.fields["mode"]
        if Mode.ON_SITE not in self.modes:
            del self.fields["dietary_needs"]

    def clean(self) -> dict[str, Any]:
        """Who speaks for none of the own institutions says for which."""
        cleaned = super().clean()
        if cleaned.get("mandate") == OTHER:
            for name, words in (
                ("institution", _now("Zeg namens welke instelling je komt.")),
                ("capacity", _now("Zeg in welke hoedanigheid je komt.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned

    def answers(self) -> Answers:
        """What was filled in."""
        cleaned = self.cleaned_data
        mandate = self.mandates.get(cleaned.get("mandate", ""))
        known = mandate.institution if mandate else _in_register(cleaned["institution"])
        return Answers(
            name=cleaned["name"],
            institution=known,
            institution_name=known.name if known else cleaned["institution"],
            capacity=mandate.get_capacity_display() if mandate else cleaned["capacity"],
            mode=cleaned.get("mode", self.modes[0].value),
            dietary_needs=cleaned.get("dietary_needs", ""),
            access_needs=cleaned["access_needs"],
            named_until=cleaned["named_until"],
        )


def _mandates_of(user: User | None) -> dict[str, Mandate]:
    if user is None:
        return {}
    found = Mandate.objects.active().filter(user=user).select_related("institution")
    return {str(one.pk): one for one in found.order_by("institution__name", "pk")}


def _spoken(mandate: Mandate) -> str:
    return _now("{institution}, als {capacity}").format(
        institution=mandate.institution.name, capacity=mandate.get_capacity_display()
    )


def _in_register(words: str) -> Institution | None:
    """The one institution of the register with this name or number; several are none."""
    current = Institution.objects.current()
    found = list(current.filter(number=words)[:1] or current.filter(name__iexact=words)[:2])
    return found[0] if len(found) == 1 else None


class RulesForm(forms.Form):
    """How many places there are, for whom, and until when one registers."""

    places_on_site = forms.IntegerField(
        label=_("Plaatsen ter plaatse"), min_value=0, max_value=5000, required=False
    )
    places_online = forms.IntegerField(
        label=_("Plaatsen online"), min_value=0, max_value=5000, required=False
    )
    most_per_institution = forms.IntegerField(
        label=_("Hoogstens per instelling"),
        help_text=_("Wie daarboven komt, staat op de wachtlijst."),
        min_value=1,
        max_value=5000,
        required=False,
    )
    closes_on = DayField(
        label=_("Inschrijven tot en met"),
        help_text=_("Leeg: tot de bijeenkomst begint."),
        required=False,
    )
    hours_to_accept = forms.IntegerField(
        label=_("Uren om een vrijgekomen plaats aan te nemen"),
        help_text=_(
            "Daarna gaat de plaats naar de volgende op de wachtlijst. Kort voor de bijeenkomst is"
            " het minder: hoogstens de helft van de tijd die rest."
        ),
        min_value=1,
        max_value=336,
        initial=48,
    )

    def __init__(self, data: Any, *, session: Session, rules: RegistrationRules | None) -> None:
        super().__init__(data, initial=rule_values(rules))
        for mode, name in ((Mode.ON_SITE, "places_on_site"), (Mode.ONLINE, "places_online")):
            if mode not in MODES_OF[session.format]:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What rules are written with."""
        cleaned = dict(self.cleaned_data)
        day = cleaned.pop("closes_on")
        closes_at = None
        if day is not None:
            closes_at = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        return cleaned | {"closes_at": closes_at}


def rule_values(rules: RegistrationRules | None) -> dict[str, Any]:
    """What stands in ``rules``, by the fields of `RulesForm`."""
    if rules is None:
        return {}
    names = ("places_on_site", "places_online", "most_per_institution", "hours_to_accept")
    closes_on = None
    if rules.closes_at is not None:
        closes_on = timezone.localdate(rules.closes_at - timedelta(seconds=1))
    return {name: getattr(rules, name) for name in names} | {"closes_on": closes_on}
