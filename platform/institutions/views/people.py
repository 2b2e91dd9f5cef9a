"""Who works for a school: see, invite, end."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.entrance import choose_again, signed_in
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError
from accounts.records import User
from institutions.domain.invitations import (
    AlreadyInvitedError,
    AlreadyThereError,
    InvitationClosedError,
    OwnAddressError,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from institutions.domain.mandates import (
    InstitutionGoneError,
    LastEditorError,
    end_mandate,
    is_last_editor,
)
from institutions.enums import EDITING_CAPACITIES
from institutions.forms import EndAccessForm, InviteForm
from institutions.permissions import can_end_mandate, can_see_people
from institutions.records import Institution, Invitation, Mandate

YOURSELF = _later("Dit is je eigen adres. Laat iemand anders je uitnodigen.")
TOO_MANY = _later("Er gingen al veel mails de deur uit. Er is niets verstuurd. Probeer het morgen.")


def _institution(request: HttpRequest, slug: str) -> Institution:
    institution: Institution = get_object_or_404(Institution.objects.current(), slug=slug)
    if not can_see_people(request.user, institution):
        raise PermissionDenied
    return institution


@signed_in
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who has access and who is invited; invite somebody."""
    institution = _institution(request, slug)
    user = cast(User, request.user)
    form = InviteForm(request.POST or kept_text(request), institution=institution, by=user)
    if request.method == "POST" and form.is_valid() and _invite(request, form, institution):
        return redirect("school_people", slug=slug)
    active = Mandate.objects.active().of_institution(institution).filter(user__is_active=True)
    mandates = list(active.select_related("user").order_by("since", "pk"))
    undecided = Invitation.objects.undecided().filter(institution=institution)
    invitations = list(undecided.select_related("invited_by"))
    editors = {mandate.user_id for mandate in mandates if mandate.capacity in EDITING_CAPACITIES}
    context = {
        "institution": institution,
        "mandates": mandates,
        "invitations": invitations,
        "invited": sum(one.is_open and one.capacity in EDITING_CAPACITIES for one in invitations),
        "form": form,
        "few_editors": len(editors) < 2,
        "only_you": editors == {user.pk},
        "crumbs": [(_("Mijn werk"), reverse("desk"))],
    }
    return render(request, "institutions/people.html", context)


def _invite(request: HttpRequest, form: InviteForm, institution: Institution) -> bool:
    email, capacity = form.cleaned_data["email"], form.cleaned_data["capacity"]
    try:
        invite(institution, email, capacity, by=cast(User, request.user))
    except AlreadyInvitedError:
        words = _("Naar dit adres is al een uitnodiging onderweg. Je kunt ze opnieuw sturen.")
    except AlreadyThereError:
        words = _("Wie dit adres heeft, heeft deze toegang al.")
    except OwnAddressError:
        words = str(YOURSELF)
    except TooManyMailsError:
        words = str(TOO_MANY)
    except InstitutionGoneError:
        words = _("Deze instelling ging op in een andere. Nodig mensen daar uit.")
    else:
        forget_kept_text(request)
        messages.success(request, _("De uitnodiging voor {email} is onderweg.").format(email=email))
        return True
    form.add_error("email", words)
    return False


@signed_in
def end_access(request: HttpRequest, slug: str, mandate_id: int) -> HttpResponse:
    """Ask whether somebody's access must end; end it."""
    institution = get_object_or_404(Institution.objects.current(), slug=slug)
    active = Mandate.objects.active().of_institution(institution).select_related("user")
    mandate = get_object_or_404(active, pk=mandate_id)
    if not can_end_mandate(request.user, mandate):
        raise PermissionDenied
    last = is_last_editor(mandate)
    form = EndAccessForm(request.POST or kept_text(request)) if last else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            end_mandate(mandate, by=cast(User, request.user), even_if_last=form is not None)
        except LastEditorError:  # the others left while this page was open
            return redirect(request.path)
        forget_kept_text(request)
        return _ended(request, institution, mandate)
    own = mandate.user_id == request.user.pk
    context = {"institution": institution, "mandate": mandate, "form": form, "own": own}
    return render(request, "institutions/end_access.html", context)


def _ended(request: HttpRequest, institution: Institution, mandate: Mandate) -> HttpResponse:
    messages.success(
        request,
        _("De toegang van {who} is beëindigd.").format(who=mandate.user),
    )
    if can_see_people(request.user, institution):
        return redirect("school_people", slug=institution.slug)
    return redirect(reverse("desk"))


@signed_in
def resend(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    """Send the link again."""
    if request.method != "POST":
        return choose_again(request, "school_people", slug)
    institution = _institution(request, slug)
    invitation = get_object_or_404(Invitation, pk=invitation_id, institution=institution)
    try:
        resend_invitation(invitation, by=cast(User, request.user))
    except InvitationClosedError:
        messages.info(request, _("Deze uitnodiging is niet meer open. Er is niets verstuurd."))
    except OwnAddressError:
        messages.error(request, YOURSELF)
    except TooManyMailsError:
        messages.error(request, TOO_MANY)
    else:
        words = _("Er is een nieuwe link onderweg naar {email}. De vorige werkt niet meer.")
        messages.success(request, words.format(email=invitation.email))
    return redirect("school_people", slug=slug)


@signed_in
def withdraw(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    """Make the link worthless."""
    if request.method != "POST":
        return choose_again(request, "school_people", slug)
    institution = _institution(request, slug)
    invitation = get_object_or_404(Invitation, pk=invitation_id, institution=institution)
    try:
        withdraw_invitation(invitation, by=cast(User, request.user))
    except InvitationClosedError:
        words = _("De uitnodiging voor {email} is intussen aanvaard. Beëindig zo nodig de toegang.")
        messages.info(request, words.format(email=invitation.email))
    else:
        words = _("De uitnodiging voor {email} is ingetrokken. De link werkt niet meer.")
        messages.success(request, words.format(email=invitation.email))
    return redirect("school_people", slug=slug)
