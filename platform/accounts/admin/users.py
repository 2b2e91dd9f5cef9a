"""Accounts in Wagtail's admin, for administrators."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views.users import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    UserColumn,
    UserFilterSet,
    UserViewSet,
)

from accounts.admin.forms import ChangeAccountForm, NewAccountForm
from accounts.domain.erasure import erase_account
from accounts.domain.roles import LastAdministratorError
from accounts.enums import Role
from accounts.permissions import can_change_account
from accounts.records import ERASED_DOMAIN, User


def role_names(user: User) -> str:
    """Say which roles an account has; reads the groups that the list fetched."""
    names = [Role(group.name).label for group in user.groups.all() if group.name in Role.values]
    return ", ".join(str(name) for name in sorted(names)) or "–"


class AccountIndexView(IndexView):
    """The list; erased people are not in it, and nothing is done to many at once."""

    search_fields = ("first_name", "last_name", "email")

    @cached_property
    def columns(self) -> list[Column]:
        """Name, address, roles, access."""
        return [
            UserColumn(
                "name", accessor=str, label=_("Naam"), get_url=self.get_edit_url, sort_key="name"
            ),
            Column("email", label=_("E-mailadres"), sort_key="email"),
            Column("roles", label=_("Rollen"), accessor=role_names),
            BooleanColumn("is_active", label=_("Actief"), sort_key="is_active"),
            DateColumn("last_login", label=_("Laatst aangemeld"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        """Everybody who still is somebody."""
        accounts: QuerySet[User] = super().get_base_queryset()
        return accounts.exclude(email__endswith=f"@{ERASED_DOMAIN}").prefetch_related("groups")


class NewAccountView(CreateView):
    """Open an account; the person gets a mail to choose a password."""

    success_message = _("Het account van %(object)s is gemaakt. De mail met de link is onderweg.")

    def save_instance(self) -> User:
        """Open it by the verb, and mail the link."""
        user: User = self.form.save_by(self.request.user)
        mailing = ResetPasswordForm({"email": user.email})
        if mailing.is_valid():
            mailing.save(self.request)
        return user


class ChangeAccountView(EditView):
    """Change name, roles, access."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep away from superusers who is none."""
        if not can_change_account(request.user, self.object):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def save_instance(self) -> User:
        """Change by the verbs."""
        user: User = self.form.save_by(self.request.user)
        return user


class EraseAccountView(DeleteView):
    """Erase the person; the row stays for what points to it."""

    page_title = _("Persoonsgegevens wissen")
    success_message = _("De persoonsgegevens zijn gewist.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep away from superusers who is none."""
        if not can_change_account(request.user, self.object):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Erase by the verb."""
        try:
            erase_account(self.object, by=self.request.user)
        except LastAdministratorError:
            messages.error(
                self.request,
                _("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."),
            )
        else:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())


class AccountFilterSet(UserFilterSet):
    """Wagtail's filters, with the roles as the only groups."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.filters["group"]
        group.label = _("Rol")
        group.queryset = group.queryset.filter(name__in=Role.values)


class AccountViewSet(UserViewSet):
    """Wagtail's screens of users, with our forms and verbs."""

    menu_label = _("Accounts")
    index_view_class = AccountIndexView
    add_view_class = NewAccountView
    edit_view_class = ChangeAccountView
    delete_view_class = EraseAccountView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    delete_template_name = "accounts/admin/confirm_erase.html"
    filterset_class = AccountFilterSet

    def get_form_class(self, for_update: bool = False) -> type:
        """Opening and changing ask different things."""
        return ChangeAccountForm if for_update else NewAccountForm
