"""Registering: with an account at once, without one by a link in a mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.entrance import ask_to_sign_in, shows_kept_text
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError, place_of
from accounts.records import User
from forums.domain.registering import (
    RegistrationClosedError,
    register,
)
from forums.domain.requesting import ask_to_register, confirm_request, made_of, request_at
from forums.domain.shares import share_is_taken
from forums.domain.telling import address_of
from forums.enums import RegistrationState
from forums.forms.registering import RegisterForm
from forums.records import Registration, Session
from forums.views.finding import crumbs_below
from forums.views.organising.access import session_or_404
from forums.views.registering.showing import door_of, is_full


@shows_kept_text
def register_for_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Ask who comes; give a place, or mail a link to who has no account."""
    session = session_or_404(request, forum, number)
    door = door_of(request, session)
    if door is None:
        messages.info(request, _("Voor deze bijeenkomst is er geen inschrijving."))
        return redirect(session.get_absolute_url())
    if door.own is not None:
        return redirect(door.own.address)
    if not door.may:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        raise PermissionDenied
    user = request.user if isinstance(request.user, User) else None
    form = RegisterForm(
        request.POST or kept_text(request), session=session, user=user, full=door.full
    )
    if request.method == "POST" and form.is_valid():
        answer = _registered(request, session, form, user)
        if answer is not None:
            forget_kept_text(request)
            return answer
    context = {
        "form": form,
        "session": session,
        "door": door,
        "crumbs": crumbs_below(session.forum, session),
    }
    status = 422 if form.errors else 200
    return render(request, "forums/registering/register.html", context, status=status)


def _registered(
    request: HttpRequest, session: Session, form: RegisterForm, user: User | None
) -> HttpResponse | None:
    try:
        if user is not None:
            made = register(session, form.answers(), by=user)
            said(request, made)
            return redirect(address_of(made))
        email = form.cleaned_data["email"]
        ask_to_register(session, form.answers(), email, place=place_of(request))
    except RegistrationClosedError:
        messages.warning(request, _("Inschrijven kan niet meer."))
        return redirect(session.get_absolute_url())
    except TooManyMailsError:
        form.add_error(
            None, _("Naar dit adres of van deze plek gingen vandaag al veel mails. Probeer morgen.")
        )
        return None
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    return redirect("registration_asked", session.forum.slug, session.number)


def said(request: HttpRequest, registration: Registration) -> None:
    """Say where it stands, on the next page."""
    if registration.state == RegistrationState.CONFIRMED:
        messages.success(request, _("Je bent ingeschreven. De bevestiging komt per mail."))
    else:
        messages.info(request, _("Je staat op de wachtlijst. Komt er een plaats, dan mailen we."))


@never_cache
def asked(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Say to look in the mail: the same words whoever asked."""
    session = session_or_404(request, forum, number)
    context = {"session": session, "crumbs": crumbs_below(session.forum, session)}
    return render(request, "forums/registering/asked.html", context)


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: one click more, because programs follow links too."""
    asked = request_at(token)
    if asked is None:
        return render(request, "forums/registering/link_over.html", status=404)
    if known := made_of(asked):
        return redirect(address_of(known))
    if request.method != "POST":
        context = {
            "asked": asked,
            "waits": is_full(asked.session, asked.mode),
            "share_is_taken": share_is_taken(asked.session, asked.institution_key),
        }
        return render(request, "forums/registering/confirm.html", context)
    try:
        made = confirm_request(asked)
    except (RegistrationClosedError, PermissionDenied):
        messages.warning(request, _("Inschrijven kan niet meer."))
        return redirect("forums")
    if made is None:
        return render(request, "forums/registering/link_over.html", status=404)
    said(request, made)
    return redirect(address_of(made))
