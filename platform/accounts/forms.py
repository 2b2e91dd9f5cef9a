"""Forms about one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.records import User


class NameForm(forms.Form):
    """First name and name."""

    first_name = forms.CharField(
        label=_("Voornaam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Naam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


class SignupForm(AllauthSignupForm):
    """Sign up with a name, so that colleagues recognise each other."""

    first_name = NameForm.base_fields["first_name"]
    last_name = NameForm.base_fields["last_name"]

    field_order = ["first_name", "last_name", "email", "password1", "password2"]


class ErasureForm(forms.Form):
    """Confirm with the password that one's own account must go."""

    password = forms.CharField(
        label=_("Je wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Compare with the account's."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("Dit wachtwoord klopt niet. Je account is niet gewist."))
        return password
