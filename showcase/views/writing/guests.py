"""Who writes along with a draft, and the page behind a mailed link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.domain.addresses import is_in_use
from accounts.domain.opening import AddressTakenError
from accounts.entrance import keeps_text_but, signed_in
from accounts.forms import NewAccountForm
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError
from showcase import permissions
from showcase.domain.fitting import whole_number
from showcase.domain.guests import (
    AlreadyGuest,
    UnknownLink,
    accept_guest,
    accept_with_new_account,
    end_guest,
    find_guest,
    invite_guest,
)
from showcase.forms.guests import GuestForm
from showcase.pages import ProjectPage
from showcase.records import DraftGuest
from showcase.views.writing.access import own_project, user_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@signed_in
def guests(request: HttpRequest, project_id: int) -> HttpResponse:
    """Invite an adviser, and see or end who writes along."""
    project = own_project(request, project_id)
    if request.POST.get("einde"):
        return _end(request, project)
    if not permissions.can_invite_guest(request.user, project):
        raise PermissionDenied
    kept = kept_text(request)
    form = GuestForm(request.POST or None, initial=kept.dict() if kept else None)
    if request.method == "POST" and form.is_valid():
        forget_kept_text(request)
        return _invite(request, project, form.cleaned_data["email"])
    invited = DraftGuest.objects.filter(project=project, ended_at__isnull=True)
    context: dict[str, Any] = {
        "project": project,
        "form": form,
        "guests": invited.select_related("user"),
    }
    return render(
        request, "showcase/writing/guests.html", context, status=422 if form.errors else 200
    )


def _invite(request: HttpRequest, project: ProjectPage, email: str) -> HttpResponse:
    try:
        invite_guest(project, email, by=user_of(request))
    except AlreadyGuest:
        messages.info(request, _("{email} schrijft al mee.").format(email=email))
    except TooManyMailsError:
        words = _("Er gingen al veel mails de deur uit. Er is niets verstuurd. Probeer het morgen.")
        messages.error(request, words)
    else:
        words = _("Er is een mail onderweg naar {email}. De link daarin werkt twee weken.")
        messages.success(request, words.format(email=email))
    return redirect("project_guests", project_id=project.pk)


def _end(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    guest = get_object_or_404(
        DraftGuest, project=project, pk=whole_number(request.POST.get("einde", ""))
    )
    end_guest(guest, by=user_of(request))
    messages.success(request, _("{email} schrijft niet meer mee.").format(email=guest.email))
    return redirect("project_guests", project_id=project.pk)


@sensitive_post_parameters("password")
@keeps_text_but("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show to what somebody is invited; take it up on a click, with a new account if need be."""
    try:
        guest = find_guest(token).note_opening()
        if request.user.is_authenticated:
            return _for_account(request, guest, token)
        return _for_visitor(request, guest, token)
    except UnknownLink:
        return render(request, "showcase/writing/guest_unknown.html", status=404)


def _for_account(request: HttpRequest, guest: DraftGuest, token: str) -> HttpResponse:
    if not guest.is_for(user_of(request)):
        return _page(request, guest, {"other_account": True, "token": token}, status=403)
    if request.method != "POST":
        return _page(request, guest, {})
    return _welcome(request, accept_guest(token, by=user_of(request)))


def _for_visitor(request: HttpRequest, guest: DraftGuest, token: str) -> HttpResponse:
    if is_in_use(guest.email):
        return _page(request, guest, {"must_sign_in": True})
    form = NewAccountForm(request.POST or kept_text(request), email=guest.email)
    if request.method == "POST" and form.is_valid():
        try:
            user, accepted = accept_with_new_account(token, **form.cleaned_data)
        except AddressTakenError:  # a second click, or an account made meanwhile
            return redirect(request.path)
        login(request, user, backend=BACKEND)
        return _welcome(request, accepted)
    return _page(request, guest, {"form": form}, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, guest: DraftGuest, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    project = ProjectPage.objects.select_related("institution").get(pk=guest.project_id)
    context = {"guest": guest, "project": project, **more}
    return render(request, "showcase/writing/guest.html", context, status=status)


def _welcome(request: HttpRequest, guest: DraftGuest) -> HttpResponse:
    messages.success(request, _("Welkom. Je schrijft nu mee aan dit project. De school dient in."))
    return redirect("my_project", project_id=guest.project_id)
