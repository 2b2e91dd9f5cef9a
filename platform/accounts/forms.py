"""Forms about one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.records import User

#: What `AUTH_PASSWORD_VALIDATORS` ask, in one sentence.
PASSWORD_HELP = _("Minstens 8 tekens, niet alleen cijfers, en geen woord dat iedereen raadt.")


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


class NewAccountForm(NameForm):
    """Name and password of somebody whose address is known: a mailed link came back."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Measure the password against the name and the address too."""
        cleaned: dict[str, Any] = super().clean() or {}
        if password := cleaned.get("password"):
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self.email, **names))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


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
