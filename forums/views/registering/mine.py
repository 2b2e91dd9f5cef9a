"""The page of one registration: for whoever has its address, with or without an account."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.entrance import shows_kept_text
from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.changing_mode import change_mode, other_modes
from forums.domain.registering import (
    OfferIsOverError,
    RegistrationClosedError,
    accept_offer,
    cancel_registration,
    set_consent,
)
from forums.domain.shares import share_is_taken
from forums.domain.telling import registration_at, sign
from forums.enums import Mode, RegistrationState
from forums.forms.registering import ConsentForm, consent_of
from forums.records import Registration
from forums.views.registering.showing import own


def _registration_or_404(signed: str) -> Registration:
    found = registration_at(signed)
    if found is None or found.contact_erased_at is not None:
        raise Http404
    return found


def _page(request: HttpRequest, registration: Registration, form: ConsentForm) -> HttpResponse:
    session = registration.session
    place = 0
    if registration.state == RegistrationState.WAITING:
        waiting = session.registrations.waiting().filter(mode=registration.mode)
        places = {pk: place for place, pk in enumerate(waiting.values_list("pk", flat=True), 1)}
        place = places.get(registration.pk, 0)  # none for who was offered one this very second
    context = {
        "own": own(registration),
        "signed": sign(registration),
        "registration": registration,
        "session": session,
        "sees": permissions.may_hear_of(registration),
        "is_to_come": session.starts_at > timezone.now() and not session.is_cancelled,
        "place": place,
        "others": [Mode(one) for one in other_modes(registration)],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "forums/registering/registration.html", context, status=status)


@shows_kept_text
def registration(request: HttpRequest, signed: str) -> HttpResponse:
    """Where it stands, and what can be done; the consent to be named is changed here."""
    mine = _registration_or_404(signed)
    form = ConsentForm(request.POST or kept_text(request), initial=consent_of(mine.session, mine))
    if request.method == "POST" and form.is_valid():
        try:
            set_consent(mine, form.cleaned_data["named_until"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            forget_kept_text(request)
            messages.success(request, _("Bewaard."))
            return redirect("registration", signed)
    return _page(request, mine, form)


@never_cache
@require_POST
def accept(request: HttpRequest, signed: str) -> HttpResponse:
    """Take the place that is offered."""
    mine = _registration_or_404(signed)
    try:
        accept_offer(mine)
    except OfferIsOverError:
        messages.warning(request, _("De plaats is niet meer vrij: de termijn is voorbij."))
    else:
        messages.success(request, _("Je hebt een plaats. De bevestiging komt per mail."))
    return redirect("registration", signed)


@never_cache
@require_POST
def choose_mode(request: HttpRequest, signed: str) -> HttpResponse:
    """Come in another way, or wait for a place in it."""
    mine = _registration_or_404(signed)
    wished = request.POST.get("mode", "")
    try:
        changed = change_mode(mine, wished)
    except RegistrationClosedError:
        messages.warning(request, _("Dat kan niet meer."))
    except ValidationError:
        messages.warning(request, _("Zo kun je aan deze bijeenkomst niet meedoen."))
    else:
        _say_mode(request, changed, wished)
    return redirect("registration", signed)


def _say_mode(request: HttpRequest, changed: Registration, wished: str) -> None:
    how = changed.get_wished_mode_display() or changed.get_mode_display()
    if changed.mode != wished:
        words = _("{how} is volzet: je staat er op de wachtlijst. Intussen houd je je plaats.")
    elif changed.state == RegistrationState.WAITING and share_is_taken(
        changed.session, changed.institution_key
    ):
        words = _(
            "Je instelling heeft al zoveel plaatsen als één instelling kan krijgen: "
            "je staat op de wachtlijst ({how})."
        )
    elif changed.state == RegistrationState.WAITING:
        words = _("{how} is volzet: je staat er op de wachtlijst.")
    else:
        words = _("Je doet {how} mee.")
    said = words.format(how=how)
    messages.success(request, said[:1].upper() + said[1:])


@never_cache
def cancel(request: HttpRequest, signed: str) -> HttpResponse:
    """Give the place up, after one question."""
    mine = _registration_or_404(signed)
    if request.method == "POST":
        try:
            cancel_registration(mine, by=None)
        except RegistrationClosedError:
            messages.warning(request, _("De bijeenkomst is al begonnen."))
        else:
            messages.success(request, _("Je inschrijving is geannuleerd."))
        return redirect("registration", signed)
    if not mine.is_active:
        return redirect("registration", signed)
    context = {
        "signed": signed,
        "registration": mine,
        "session": mine.session,
        "sees": permissions.may_hear_of(mine),
    }
    return render(request, "forums/registering/cancel.html", context)
