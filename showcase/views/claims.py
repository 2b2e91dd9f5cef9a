"""Pages with which a school takes an imported project over."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.domain.addresses import is_in_use
from accounts.entrance import shows_kept_text, signed_in
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError
from accounts.records import User
from institutions.domain.invitations import (
    AlreadyInvitedError,
    AlreadyThereError,
    InvitationClosedError,
    OwnAddressError,
)
from institutions.domain.mandates import InstitutionGoneError
from institutions.permissions import institutions_edited_by
from institutions.records import Institution
from showcase.domain.claim_links import (
    AccessGivenBefore,
    AnotherPersonsLink,
    ClaimLinkClosed,
    UnknownClaimLink,
    claim_by_link,
    find_claim_link,
    invite_by_link,
    is_for,
    sender_of,
)
from showcase.domain.claims import AlreadyClaimed, NotOfThisSchool, claim_imported
from showcase.domain.drafting import EditConflict
from showcase.domain.mails import project_path
from showcase.domain.waiting import imported_waiting_for
from showcase.forms.claims import ClaimForm, NumberForm
from showcase.pages import ProjectPage
from showcase.records import ClaimLink, ImportedProject


@signed_in
def by_number(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a project, and lead to it."""
    if not institutions_edited_by(request.user):
        return render(request, "showcase/imports/no_school.html", status=403)
    asked = "nummer" in request.GET
    form = NumberForm(request.GET if asked else None)
    if asked and form.is_valid():
        return redirect("claim_project", imported_id=form.imported.pk)
    waiting = imported_waiting_for(cast(User, request.user))
    context = {"form": form, "waiting": waiting, "crumbs": _crumbs()}
    return render(request, "showcase/imports/by_number.html", context)


@signed_in
def claim_project(request: HttpRequest, imported_id: int) -> HttpResponse:
    """Show what would be taken over; take it over on a click."""
    imported = get_object_or_404(_with_context(), pk=imported_id)
    mine = institutions_edited_by(request.user)
    if not mine:
        return render(request, "showcase/imports/no_school.html", status=403)
    if imported.claimed_by_id is not None and imported.claimed_by_id not in mine:
        return render(request, "showcase/imports/taken.html", {"imported": imported}, status=409)
    if imported.claimed_page is not None:
        return _already_yours(request, imported.claimed_page)
    return _ask(request, imported)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Mijn werk"), reverse("desk"))]


def _with_context() -> Any:
    return ImportedProject.objects.select_related("programme", "claimed_page").prefetch_related(
        "themes"
    )


def _already_yours(request: HttpRequest, page: ProjectPage) -> HttpResponse:
    messages.info(request, _("Je school nam dit project al over. Hier werk je eraan verder."))
    return redirect(project_path(page))


def _ask(
    request: HttpRequest,
    imported: ImportedProject,
    token: str = "",
    only: Institution | None = None,
) -> HttpResponse:
    """Show the project and the form; on a click take it over, by the link when there is one."""
    by = cast(User, request.user)
    form = ClaimForm(
        request.POST or kept_text(request),
        imported=imported,
        by=by,
        projects=ProjectPage.objects.all(),
        only=only,
    )
    if not form.choices_of_school:
        return _not_named(request, imported)
    if request.method == "POST" and form.is_valid():
        try:
            return _claimed(request, _claim(form, imported, token, by))
        except (AlreadyClaimed, ClaimLinkClosed):
            taken = {"imported": imported}
            return render(request, "showcase/imports/taken.html", taken, status=409)
        except NotOfThisSchool:  # an import changed the row in this very second
            return _not_named(request, imported)
        except (EditConflict, PermissionDenied):
            words = _("Iemand werkt nu aan dat project, of het wordt nagekeken. Kies iets anders.")
            form.add_error("project" if "project" in form.fields else None, words)
    context = {"imported": imported, "form": form, "crumbs": _crumbs()}
    return render(request, "showcase/imports/claim.html", context)


def _not_named(request: HttpRequest, imported: ImportedProject) -> HttpResponse:
    context = {"imported": imported, "crumbs": _crumbs()}
    return render(request, "showcase/imports/not_named.html", context, status=403)


def _claim(form: ClaimForm, imported: ImportedProject, token: str, by: User) -> ProjectPage:
    institution: Institution = form.cleaned_data["school"]
    project: ProjectPage | None = form.cleaned_data.get("project")
    if token:
        return claim_by_link(token, institution=institution, by=by, project=project)
    return claim_imported(imported, institution=institution, by=by, project=project)


def _claimed(request: HttpRequest, page: ProjectPage) -> HttpResponse:
    forget_kept_text(request)
    messages.success(
        request,
        _(
            "Het project staat nu bij je school. Vul aan wat ontbreekt: niets is openbaar tot je"
            " het indient en een moderator het publiceert."
        ),
    )
    return redirect(project_path(page))


@shows_kept_text
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the project behind a personal link, and what this visitor can do with it."""
    try:
        link = find_claim_link(token).note_opening()
    except UnknownClaimLink:
        return render(request, "showcase/imports/link_unknown.html", status=404)
    user = request.user
    mine = institutions_edited_by(user)
    if link.imported.claimed_page is not None and link.imported.claimed_by_id in mine:
        return _already_yours(request, link.imported.claimed_page)
    context = {
        "link": link,
        "imported": link.imported,
        "token": token,
        "sender": sender_of(link),
    }
    if not link.is_open or link.imported.is_claimed:
        return render(request, "showcase/imports/link_closed.html", context, status=410)
    if isinstance(user, User) and mine and is_for(link, user):
        return _ask(request, link.imported, token, link.institution)
    context["ways"] = _ways_in(link, request)
    return render(request, "showcase/imports/link.html", context)


def _ways_in(link: ClaimLink, request: HttpRequest) -> list[str]:
    """What this visitor can do to get to the project, the likeliest first."""
    access = "access" if link.institution is not None else "ask"
    if not request.user.is_authenticated:
        return ["sign_in", access] if is_in_use(link.email) else [access, "sign_in"]
    return [access] if link.institution is not None else ["for_another"]


#: Why a link gives no access now, and what to do.
_NO_ACCESS: dict[type[Exception], Any] = {
    AccessGivenBefore: _lazy(
        "Deze link gaf al eens toegang. Vraag een collega van de school om een uitnodiging."
    ),
    PermissionDenied: _lazy(
        "Wie je deze link stuurde, kan geen toegang meer geven. Vraag een nieuwe link."
    ),
    OwnAddressError: _lazy("Deze link gaat naar wie hem stuurde. Vraag er een aan een collega."),
    TooManyMailsError: _lazy(
        "Er gingen al veel mails naar dit adres. Gebruik de laatste, of probeer het morgen."
    ),
    InstitutionGoneError: _lazy("Deze link werkt niet meer. Vraag een nieuwe link."),
    InvitationClosedError: _lazy("Deze link werkt niet meer. Vraag een nieuwe link."),
    AlreadyInvitedError: _lazy("Er is net een uitnodiging gemaild. Open de link in die mail."),
}


@require_POST
@never_cache
def access_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to an invitation to the school of the link."""
    try:
        invitation = invite_by_link(token)
    except (UnknownClaimLink, ClaimLinkClosed, AnotherPersonsLink):
        return redirect("claim_link", token=token)
    except AlreadyThereError:
        messages.info(request, _("Je hebt al toegang tot deze school. Meld je aan."))
        return redirect_to_login(reverse("claim_link", args=[token]))
    except tuple(_NO_ACCESS) as refused:
        messages.error(request, _NO_ACCESS[type(refused)])
        return redirect("claim_link", token=token)
    return redirect("accept_invitation", token=invitation)
