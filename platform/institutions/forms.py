"""Forms about who works for an institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Visitor
from institutions.enums import Capacity
from institutions.permissions import grantable_capacities
from institutions.records import Institution


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    capacity = forms.ChoiceField(label=_("Als"))

    def __init__(self, *args: Any, institution: Institution, by: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capacity = self.fields["capacity"]
        assert isinstance(capacity, forms.ChoiceField)  # noqa: S101
        allowed = grantable_capacities(by, institution)
        capacity.choices = [(one.value, one.label) for one in Capacity if one in allowed]


class EndAccessForm(forms.Form):
    """Say again that nobody will be left."""

    even_if_last = forms.BooleanField(
        label=_("Ja, daarna kan niemand van deze instelling nog binnen."), required=True
    )
