"""One's own account: what is known, what it is called, away with it."""

from __future__ import annotations

from typing import cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.domain.erasure import erase_account
from accounts.domain.naming import rename
from accounts.domain.roles import LastAdministratorError
from accounts.entrance import signed_in
from accounts.enums import Role
from accounts.forms import ErasureForm, NameForm
from accounts.kept import forget_kept_text, kept_text
from accounts.records import User


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show what the platform knows of one's account, and where to change it."""
    user = cast(User, request.user)
    addresses = EmailAddress.objects.filter(user=user).order_by("-primary", "email")
    context = {
        "addresses": list(addresses),
        "has_second_step": Authenticator.objects.filter(user=user).exists(),
        "crumbs": [(_("Mijn werk"), "/mijn/")],
        "role_labels": [role.label for role in Role if role in user.roles],
    }
    return render(request, "accounts/account.html", context)


@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """Change one's name."""
    user = cast(User, request.user)
    known = {"first_name": user.first_name, "last_name": user.last_name}
    form = NameForm(request.POST or kept_text(request), initial=known)
    if request.method == "POST" and form.is_valid():
        rename(user, by=user, **form.cleaned_data)
        forget_kept_text(request)
        messages.success(request, _("Je naam is bewaard."))
        return redirect("account")
    crumbs = [(_("Je account"), reverse("account"))]
    return render(request, "accounts/name.html", {"form": form, "crumbs": crumbs})


@login_required  # its password is kept nowhere
@never_cache
@sensitive_post_parameters("password")
def erase(request: HttpRequest) -> HttpResponse:
    """Erase one's own account, after one's password."""
    user = cast(User, request.user)
    form = ErasureForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            erase_account(user, by=user)
        except LastAdministratorError:
            form.add_error(
                None, _("Je bent de laatste beheerder. Maak eerst iemand anders beheerder.")
            )
        else:
            logout(request)
            messages.success(request, _("Je account en je gegevens zijn gewist."))
            return redirect("/")
    return render(request, "accounts/erase.html", {"form": form})
