"""The page behind a mailed invitation."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.domain.addresses import is_in_use
from accounts.domain.opening import AddressTakenError
from accounts.entrance import keeps_text_but
from accounts.forms import NewAccountForm
from accounts.kept import kept_text
from accounts.records import User
from institutions.domain.invitations import (
    AnotherAccountError,
    InvitationClosedError,
    InviterGoneError,
    UnknownInvitationError,
    accept_invitation,
    accept_with_new_account,
    find_invitation,
)
from institutions.domain.mandates import InstitutionGoneError
from institutions.enums import InvitationState
from institutions.permissions import inviter_may_still
from institutions.records import Invitation, Mandate

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@keeps_text_but("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered; take it up on a click, with a new account if need be.

    Opening the page uses nothing up, so that a mail program that follows links does no harm.
    """
    try:
        invitation = find_invitation(token).note_opening()
        if not invitation.is_open:
            return _closed(request, invitation, invitation.state)
        if invitation.institution.merged_into_id is not None:
            raise InstitutionGoneError
        if not inviter_may_still(invitation):
            raise InviterGoneError
        if request.user.is_authenticated:
            return _for_account(request, invitation, token)
        return _for_visitor(request, invitation, token)
    except UnknownInvitationError:
        return render(request, "institutions/invitation_unknown.html", status=404)
    except InvitationClosedError as closed:
        return _closed(request, invitation, closed.state)
    except (InviterGoneError, InstitutionGoneError) as gone:
        by_inviter = isinstance(gone, InviterGoneError)
        state = "inviter_gone" if by_inviter else InvitationState.WITHDRAWN
        return _closed(request, invitation, state)


def _for_account(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    user = cast(User, request.user)
    context = {"invitation": invitation, "token": token}
    if not invitation.is_for(user):
        return render(request, "accounts/invitation_of_another.html", context, status=403)
    if request.method == "POST":
        try:
            return _welcome(request, accept_invitation(token, by=user))
        except AnotherAccountError:
            return redirect(request.path)
    return render(request, "institutions/invitation.html", context)


def _for_visitor(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    context = {"invitation": invitation, "token": token}
    if is_in_use(invitation.email):
        return render(request, "institutions/invitation_sign_in.html", context)
    form = NewAccountForm(request.POST or kept_text(request), email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user, mandate = accept_with_new_account(token, **form.cleaned_data)
        except AddressTakenError:  # a second click, or an account made meanwhile
            return redirect(request.path)
        login(request, user, backend=BACKEND)
        return _welcome(request, mandate)
    return render(request, "institutions/invitation.html", {**context, "form": form})


def _welcome(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    words = _("Welkom. Je spreekt nu namens {institution} als {capacity}.")
    messages.success(
        request,
        words.format(institution=mandate.institution, capacity=mandate.get_capacity_display()),
    )
    return redirect("desk")


def _closed(request: HttpRequest, invitation: Invitation, state: str) -> HttpResponse:
    used_by_you = (
        state == InvitationState.ACCEPTED
        and isinstance(request.user, User)
        and invitation.is_for(request.user)
    )
    if used_by_you:
        return redirect("desk")
    context = {
        "invitation": invitation,
        "state": state,
        "can_ask_inviter": invitation.invited_by is not None and inviter_may_still(invitation),
    }
    return render(request, "institutions/invitation_closed.html", context, status=410)
