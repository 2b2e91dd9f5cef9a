"""Made-up content for the style guide. Nothing in it exists."""

import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from ui.evidence import evidence_map
from ui.finding import Facet, Option
from ui.progress import Moment, Problem, Step
from ui.trail import Station
from ui.widgets import Branch, TreeSelect

TRAIL = (
    Station("done", "30 juni 2023", "Project afgerond", "28 leerlingen, 4 landen", "#trail"),
    Station("done", "12 september 2023", "Conclusie gepubliceerd", "versie 2", "#trail"),
    Station(
        "part", "3 oktober 2024", "Deels opgenomen", "Voorbeelddepartement Onderwijs", "#trail"
    ),
    Station(
        "good", "20 januari 2025", "Engagement nagekomen", "omzendbrief met voorbeeld", "#trail"
    ),
    Station("wait", "wacht sinds 310 dagen", "Opgenomen in beleid", "herbekeken in maart 2027"),
    Station("late", "41 dagen over de termijn", "Antwoord", "Voorbeeldagentschap"),
    Station("no", "2 mei 2026", "Niet opgenomen", "met reden", "#trail"),
    Station("open", "geen antwoord toegezegd", "Verankerd"),
)

STATE_WORDS = (
    ("done", "gepubliceerd"),
    ("good", "opgenomen"),
    ("part", "deels opgenomen"),
    ("wait", "wacht op antwoord"),
    ("late", "over de termijn"),
    ("no", "niet opgenomen"),
    ("open", "geen antwoord toegezegd"),
)

THEME_FACET = Facet(
    "thema",
    "Thema",
    (
        Option("werkplekleren", "Werkplekleren en stage", 38, checked=True),
        Option("erkenning", "Erkenning van leerresultaten", 21),
        Option("kansen", "Gelijke onderwijskansen", 14),
        Option("ondernemen", "Ondernemingszin en loopbaan", 9),
        Option("talen", "Vreemdetalenonderwijs", 6),
    ),
    shown=3,
)

LEVEL_FACET = Facet(
    "niveau",
    "Onderwijsniveau",
    (
        Option(
            "secundair",
            "Secundair onderwijs",
            33,
            children=(
                Option("derde-graad", "Derde graad", 31, checked=True),
                Option("tweede-graad", "Tweede graad", 4),
            ),
        ),
        Option("volwassenen", "Volwassenenonderwijs", 6),
    ),
)

LEVELS = ("Kleuter", "Lager", "Buso", "Sec. 1e graad", "Sec. 2e graad", "Sec. 3e graad", "OKAN")

COUNTS = (
    ("Werkplekleren en stage", (0, 0, 4, 1, 4, 31, 0)),
    ("Meertaligheid en talenbeleid", (9, 24, 2, 7, 8, 11, 18)),
    ("Digitale competenties", (3, 12, 4, 9, 10, 15, 1)),
    ("Gelijke onderwijskansen", (4, 10, 11, 6, 5, 9, 12)),
    ("Klimaat en milieu", (2, 15, 1, 8, 12, 13, 0)),
)

MOMENTS = (
    Moment(datetime.date(2026, 3, 12), "Conclusie gepubliceerd", "Voorbeeldhotelschool Ter Haven"),
    Moment(datetime.date(2026, 2, 27), "Aanvulling gegeven", "Voorbeeldhotelschool Ter Haven"),
    Moment(datetime.date(2026, 2, 20), "Aanvulling gevraagd", "EPOS", "#timeline"),
)

STEPS = (
    Step("Project", "done", "#steps"),
    Step("Resultaat", "done", "#steps"),
    Step("Wat het beleid moet weten", "now"),
    Step("Nakijken en indienen"),
)

TOKENS = ("paper", "sheet", "wash", "ink", "ink-2", "edge", "link", "wait", "good", "bad")

BRANCHES = (
    Branch("basis", "Basisonderwijs", (Branch("kleuter", "Kleuter"), Branch("lager", "Lager"))),
    Branch("volwassenen", "Volwassenenonderwijs"),
)


class ExampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label=_("Titel van het project"), help_text=_("Zoals je het zelf noemt.")
    )
    summary = forms.CharField(
        label=_("Samenvatting"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf in twee of drie zinnen wat jullie deden.")},
    )
    programme = forms.ChoiceField(
        label=_("Programma"),
        choices=[("ka1", "Erasmus+ KA1"), ("etwinning", "eTwinning")],
        required=False,
    )
    ended = forms.DateField(
        label=_("Einddatum"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    kind = forms.ChoiceField(
        label=_("Soort conclusie"),
        widget=forms.RadioSelect,
        choices=[("rule", _("regel")), ("means", _("middelen")), ("support", _("steun"))],
    )
    themes = forms.MultipleChoiceField(
        label=_("Thema's"),
        help_text=_("Kies er één tot drie."),
        widget=forms.CheckboxSelectMultiple,
        choices=[("stage", "Werkplekleren en stage"), ("taal", "Talenbeleid")],
        error_messages={"required": _("Kies er minstens één.")},
    )
    levels = forms.MultipleChoiceField(
        label=_("Onderwijsniveau"),
        widget=TreeSelect(branches=BRANCHES),
        choices=[("basis", ""), ("kleuter", ""), ("lager", ""), ("volwassenen", "")],
        required=False,
    )
    file = forms.FileField(label=_("Bestand"), help_text=_("PDF, hoogstens 20 MB."), required=False)
    consent = forms.BooleanField(label=_("Iedereen op de foto's weet dat ze hier staan."))


def filled_in() -> ExampleForm:
    """Return the example form with things that still have to change."""
    return ExampleForm(
        {"title": "Stage zonder grenzen", "kind": "rule", "levels": ["lager"], "consent": "on"},
        auto_id="voorbeeld_%s",
    )


def examples() -> dict[str, Any]:
    """Return everything that the style guide shows."""
    rows = (
        (label, tuple((count, "#evidence_map") for count in counts)) for label, counts in COUNTS
    )
    return {
        "stations": TRAIL,
        "state_words": STATE_WORDS,
        "facets": (THEME_FACET, LEVEL_FACET),
        "map": evidence_map(LEVELS, rows),
        "moments": MOMENTS,
        "steps": STEPS,
        "tokens": TOKENS,
        "form": filled_in(),
        "problems": (Problem("voorbeeld_ended", _("De einddatum ligt in de toekomst.")),),
        "page": Paginator(range(180), 10).page(4),
        "crumbs": ((_("Projecten"), "#breadcrumb"), (_("Erasmus+"), "#breadcrumb")),
        "result_meta": ("Voorbeeldhotelschool Ter Haven", "KA1 beroepsonderwijs", "2023"),
    }
