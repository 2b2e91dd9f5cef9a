"""The page behind a mailed link: becoming a member of a forum."""

from __future__ import annotations

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
from forums.domain.members import (
    AnotherAccountError,
    UnknownInvitationError,
    accept_membership,
    accept_membership_with_new_account,
    find_member_invitation,
)
from forums.records import MemberInvitation, Membership
from institutions.views.invitation import BACKEND
from showcase.views.writing.access import user_of


@sensitive_post_parameters("password")
@keeps_text_but("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered; take it up on a click, with a new account if need be.

    Opening the page uses nothing up, so that a mail program that follows links does no harm.
    """
    try:
        invitation = find_member_invitation(token).note_opening()
        if request.user.is_authenticated:
            return _for_account(request, invitation, token)
        return _for_visitor(request, invitation, token)
    except UnknownInvitationError:
        return render(request, "forums/joining/closed.html", status=410)
    except AnotherAccountError:
        context = {"invitation": invitation}
        return render(request, "accounts/invitation_of_another.html", context, status=403)


def _for_account(request: HttpRequest, invitation: MemberInvitation, token: str) -> HttpResponse:
    if not invitation.is_for(user_of(request)):
        raise AnotherAccountError
    if request.method == "POST":
        return _welcome(request, accept_membership(token, by=user_of(request)))
    return render(request, "forums/joining/invitation.html", {"invitation": invitation})


def _for_visitor(request: HttpRequest, invitation: MemberInvitation, token: str) -> HttpResponse:
    context = {"invitation": invitation, "token": token}
    if is_in_use(invitation.email):
        return render(request, "forums/joining/invitation.html", {**context, "signs_in": True})
    form = NewAccountForm(request.POST or kept_text(request), email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user, member = accept_membership_with_new_account(token, **form.cleaned_data)
        except AddressTakenError:  # a second click, or an account made meanwhile
            return redirect(request.path)
        login(request, user, backend=BACKEND)
        return _welcome(request, member)
    return render(request, "forums/joining/invitation.html", {**context, "form": form})


def _welcome(request: HttpRequest, member: Membership) -> HttpResponse:
    words = _("Welkom. Je bent nu lid van dit forum.")
    messages.success(request, words)
    return redirect(member.forum.get_absolute_url() if member.forum.live else "desk")
