"""What a moderator looks at before publishing: form, never content."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChecklistForm(forms.Form):
    """Three questions about form; all three to be answered with yes."""

    complete = forms.BooleanField(
        label=_("Volledig: wie het project niet kent, begrijpt wat er gebeurde en wat eruit kwam."),
        error_messages={"required": _("Kijk na of het volledig is.")},
    )
    readable = forms.BooleanField(
        label=_("Leesbaar: gewone taal, geen afkortingen zonder uitleg, links die werken."),
        error_messages={"required": _("Kijk na of het leesbaar is.")},
    )
    privacy = forms.BooleanField(
        label=_("Privacy: geen namen van leerlingen, en toestemming bij elke foto met leerlingen."),
        error_messages={"required": _("Kijk de privacy na.")},
    )
