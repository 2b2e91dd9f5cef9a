"""Administering an account: who, and in which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.addresses import owner_of
from accounts.domain.closing import close_account, reopen_account
from accounts.domain.naming import rename
from accounts.domain.opening import open_account
from accounts.domain.roles import (
    LastAdministratorError,
    grant_role,
    keep_an_administrator,
    revoke_role,
)
from accounts.enums import Role
from accounts.permissions import is_administrator
from accounts.records import User

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[User]
else:
    _ModelForm = forms.ModelForm


class AccountForm(_ModelForm):
    """Name and roles; groups of schools are kept by mandates, never here."""

    first_name = forms.CharField(label=_("Voornaam"), max_length=80)
    last_name = forms.CharField(label=_("Naam"), max_length=80)
    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie voor een school werkt, heeft geen rol nodig: dat regelt een mandaat."),
    )

    def save_roles(self, user: User, *, by: User) -> None:
        """Give and take the roles that changed."""
        wanted = set(self.cleaned_data["roles"])
        for role in Role:
            if role.value in wanted:
                grant_role(user, role, by=by)
            else:
                revoke_role(user, role, by=by)


class NewAccountForm(AccountForm):
    """Open an account for somebody, who chooses a password by mail."""

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def clean_email(self) -> str:
        """One address, one account."""
        email: str = self.cleaned_data["email"].strip().lower()
        if owner_of(email) is not None:
            raise forms.ValidationError(_("Er is al een account met dit e-mailadres."))
        return email

    def save_by(self, by: User) -> User:
        """Open the account."""
        user = open_account(
            self.cleaned_data["email"],
            by=by,
            first_name=self.cleaned_data["first_name"],
            last_name=self.cleaned_data["last_name"],
        )
        self.save_roles(user, by=by)
        return user


class ChangeAccountForm(AccountForm):
    """Change an account; the address stays its owner's to change."""

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("Alleen de persoon zelf wijzigt dit adres.")
        self.fields["roles"].initial = sorted(self.instance.roles)
        if editing_self:
            del self.fields["is_active"]

    def clean(self) -> dict[str, Any]:
        """Refuse what would leave nobody to administer the platform."""
        cleaned: dict[str, Any] = super().clean() or {}
        account = User.objects.get(pk=self.instance.pk)
        stays = account.is_superuser or Role.ADMINISTRATOR in cleaned.get("roles", ())
        if is_administrator(account) and not (stays and cleaned.get("is_active", True)):
            try:
                with transaction.atomic():
                    keep_an_administrator(besides=account)
            except LastAdministratorError:
                raise forms.ValidationError(
                    _("Dit is de laatste beheerder. Maak eerst iemand anders beheerder.")
                ) from None
        return cleaned

    def save_by(self, by: User) -> User:
        """Change what changed, each by its verb."""
        user = User.objects.get(pk=self.instance.pk)
        data = self.cleaned_data
        rename(user, by=by, first_name=data["first_name"], last_name=data["last_name"])
        self.save_roles(user, by=by)
        if data.get("is_active", True):
            reopen_account(user, by=by)
        else:
            close_account(user, by=by)
        return user
