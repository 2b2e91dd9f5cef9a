"""Asking to come in, and the moderator's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.cache import never_cache

from accounts.entrance import shows_kept_text, signed_in
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError, place_of
from desk.registry import Section
from institutions.domain.invitations import OwnAddressError
from institutions.domain.mandates import InstitutionGoneError
from showcase import permissions
from showcase.domain.access import AccessAnswered, ask_access, decline_access, let_in
from showcase.forms.access import AskAccessForm, DeclineAccessForm, LetInForm
from showcase.records import AccessRequest
from showcase.views.writing.access import user_of

if TYPE_CHECKING:
    from accounts.records import User

#: Open questions on the desk, and on a page of the whole list.
SHOWN, PER_PAGE = 5, 30


@shows_kept_text
def ask(request: HttpRequest) -> HttpResponse:
    """Say how one gets in, and take the question of a school that was never here."""
    form = AskAccessForm(request.POST or kept_text(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_access(**form.cleaned_data, place=place_of(request))
        except TooManyMailsError:
            form.add_error(
                None,
                _("Van jou of van deze plek kwamen vandaag al veel vragen. Probeer het morgen."),
            )
        else:
            forget_kept_text(request)
            return redirect("access_asked")
    context = {"form": form}
    return render(request, "showcase/access/ask.html", context, status=422 if form.errors else 200)


@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    """Say that the question arrived: the same words whatever is known of the address."""
    return render(request, "showcase/access/asked.html")


@signed_in
def waiting(request: HttpRequest) -> HttpResponse:
    """Every open question, the oldest first."""
    if not permissions.can_answer_access(request.user):
        raise PermissionDenied
    pages = Paginator(AccessRequest.objects.open(), PER_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("pagina")),
        "crumbs": [(_("Mijn werk"), reverse("desk"))],
    }
    return render(request, "showcase/access/waiting.html", context)


@signed_in
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Let a school in, or say why not."""
    if not permissions.can_answer_access(request.user):
        raise PermissionDenied
    asked = get_object_or_404(AccessRequest.objects.select_related("institution"), pk=request_id)
    data = request.POST if request.method == "POST" else kept_text(request)
    declines = data is not None and data.get("act") == "decline"
    initial = {"school": asked.number or asked.school}
    letting = LetInForm(None if declines else data, initial=initial, prefix="in")
    declining = DeclineAccessForm(data if declines else None, prefix="niet")
    chosen = declining if declines else letting
    if request.method == "POST" and chosen.is_valid() and _answered(request, asked, chosen):
        forget_kept_text(request)
        return redirect("desk")
    context = {
        "asked": asked,
        "letting": letting,
        "declining": declining,
        "crumbs": [(_("Mijn werk"), reverse("desk"))],
    }
    return render(request, "showcase/access/answer.html", context)


def _answered(
    request: HttpRequest, asked: AccessRequest, form: LetInForm | DeclineAccessForm
) -> bool:
    by = user_of(request)
    try:
        if isinstance(form, DeclineAccessForm):
            decline_access(asked, form.cleaned_data["reason"], by=by)
            messages.success(request, _("Je antwoord is onderweg."))
        else:
            let_in(asked, form.institution, by=by)
            words = _("De ruimte staat open. {email} krijgt een mail die zegt hoe het verdergaat.")
            messages.success(request, words.format(email=asked.email))
    except AccessAnswered:
        messages.info(request, _("Een andere moderator antwoordde intussen."))
    except InstitutionGoneError:
        form.add_error("school", _("Deze school ging op in een andere. Kies die."))
        return False
    except OwnAddressError:
        form.add_error(None, _("Dit is je eigen vraag. Laat ze aan een andere moderator."))
        return False
    except PermissionDenied:
        form.add_error(None, _("Dit is je eigen instelling. Laat het aan een andere moderator."))
        return False
    except TooManyMailsError:
        form.add_error(None, _("Er gingen al veel mails de deur uit. Antwoord straks."))
        return False
    return True


def waiting_for(user: User) -> dict[str, Any] | None:
    """The open questions, for who answers them."""
    if not permissions.can_answer_access(user):
        return None
    waiting = AccessRequest.objects.open()
    shown = list(waiting[:SHOWN])
    return {"waiting": shown, "count": waiting.count()} if shown else None


SECTION = Section(
    name="toegang",
    order=30,
    title=_later("Scholen die toegang vragen"),  # type: ignore[arg-type]
    template="showcase/access/desk.html",
    context_for=waiting_for,
)
