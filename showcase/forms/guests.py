"""Inviting a pedagogical adviser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

from accounts.forms import NameForm
from accounts.records import User


class GuestForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mailadres van je begeleider"),
        max_length=254,
        error_messages={"invalid": _("Schrijf een volledig e-mailadres, zoals naam@dienst.be.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class NewAccountForm(NameForm):
    """Name and password of a guest who has no account yet."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        """Measure the password against the name and the address too."""
        password: str = self.cleaned_data["password"]
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        validate_password(password, User(email=self.email, **names))
        return password
