"""The forms of a report."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    """The report, and a summary for readers abroad."""

    report = forms.CharField(
        label=_("Verslag"),
        help_text=_("Wat er gezegd is, zonder namen. Een lege regel begint een nieuwe alinea."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Schrijf het verslag.")},
    )
    report_en = forms.CharField(
        label=_("Samenvatting in het Engels"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )


class CorrectionForm(ReportForm):
    """A new text for a report that everybody could read."""

    what = forms.CharField(
        label=_("Wat verbeterde je?"),
        help_text=_("Dit staat met de datum van vandaag bij het verslag."),
        max_length=300,
        error_messages={"required": _("Zeg wat je verbeterde.")},
    )
    field_order = ["what", "report", "report_en"]
