"""Forms about who works for an institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.forms import NameForm
from accounts.permissions import Visitor
from accounts.records import User
from institutions.enums import Capacity
from institutions.permissions import grantable_capacities
from institutions.records import Institution, Invitation


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


class AcceptForm(NameForm):
    """Name and password of somebody who has no account yet."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=_("Minstens 8 tekens, niet alleen cijfers, en geen woord dat iedereen raadt."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        """Measure the password against the name and the address too."""
        cleaned: dict[str, Any] = super().clean() or {}
        if password := cleaned.get("password"):
            person = User(
                email=self.invitation.email,
                first_name=cleaned.get("first_name", ""),
                last_name=cleaned.get("last_name", ""),
            )
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class EndAccessForm(forms.Form):
    """Say again that nobody will be left."""

    even_if_last = forms.BooleanField(
        label=_("Ja, daarna kan niemand van deze instelling nog binnen."), required=True
    )
