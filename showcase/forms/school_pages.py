"""What a school says of itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SchoolPageForm(forms.Form):
    """Introduction and website."""

    introduction = forms.CharField(
        label=_("Wie zijn jullie?"),
        required=False,
        max_length=600,
        help_text=_("Drie zinnen volstaan: welke school, voor wie, wat zoeken jullie elders?"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.URLField(
        label=_("Website van de school"),
        required=False,
        max_length=200,
        error_messages={"invalid": _("Schrijf het volledige adres, zoals https://www.school.be.")},
    )
