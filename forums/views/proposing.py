"""A school proposes conclusions for a forum, answers when asked, and takes proposals back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from desk.registry import Section
from forums import permissions
from forums.domain.proposing import (
    AlreadyProposedError,
    CallIsClosedError,
    DiscussedAlreadyError,
    NotOpenError,
    offer_conclusions,
    offerable,
    take_up_invitation,
    withdraw_proposal,
)
from forums.domain.tabled import tabled_in
from forums.domain.withdrawn import agendas_with, was_discussed
from forums.enums import LIVING_STATES, Phase, ProposalState
from forums.forms.proposing import MotivationForm, OfferForm
from forums.pages import Forum
from forums.records import Proposal
from forums.views.finding import crumbs_below, forum_or_404
from institutions.permissions import institutions_edited_by
from showcase.views.writing.access import user_of
from ui.trail import StationState

if TYPE_CHECKING:
    from accounts.records import User

#: As many as stand on the desk.
MOST = 20

STATE_OF: dict[str, StationState] = {
    ProposalState.INVITED: "wait",
    ProposalState.OFFERED: "open",
    ProposalState.ACCEPTED: "good",
    ProposalState.ON_HOLD: "part",
    ProposalState.DECLINED: "no",
    ProposalState.WITHDRAWN: "done",
}


@signed_in
def offer(request: HttpRequest, forum: str) -> HttpResponse:
    """Choose conclusions of one's school and say why, while the call runs."""
    found = forum_or_404(request, forum)
    mine = institutions_edited_by(request.user)
    if not mine:
        raise PermissionDenied
    if not found.live or found.phase != Phase.CALL:
        return _closed(request, found)
    if not permissions.can_propose(request.user, found):
        raise PermissionDenied
    data = request.POST or kept_text(request)
    form = OfferForm(data, offerable=offerable(found, mine))
    if request.method == "POST" and form.is_valid():
        try:
            made = _offer(request, found, form)
        except CallIsClosedError:
            return _closed(request, found)
        except AlreadyProposedError as refusal:
            words = _("Al voorgesteld: {references}.").format(
                references=", ".join(refusal.references)
            )
            form.add_error("conclusions", words)
        else:
            forget_kept_text(request)
            words = _("Je voorstel is verstuurd naar de organisatoren.")
            messages.success(request, words)
            return redirect(made.get_absolute_url())
    context = {
        "forum": found,
        "form": form,
        "has_any": bool(list(form.fields["conclusions"].queryset)),  # type: ignore[attr-defined]
        "theirs": _theirs(found, mine),
        "crumbs": crumbs_below(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/proposing/offer.html", context, status=status)


def _offer(request: HttpRequest, forum: Forum, form: OfferForm) -> Proposal:
    chosen = form.cleaned_data["conclusions"]
    words = form.cleaned_data["motivation"]
    school = chosen[0].institution
    return offer_conclusions(forum, school, chosen, motivation=words, by=user_of(request))


def _closed(request: HttpRequest, forum: Forum) -> HttpResponse:
    typed = request.POST if request.method == "POST" else kept_text(request)
    context = {"forum": forum, "form": MotivationForm(typed), "crumbs": crumbs_below(forum)}
    return render(request, "forums/proposing/closed.html", context, status=409)


def _theirs(forum: Forum, mine: Iterable[int]) -> list[Proposal]:
    """What these schools proposed already, and what still counts."""
    found = Proposal.objects.living().filter(forum=forum, institution__in=mine)
    return list(found.select_related("institution").prefetch_related("conclusions").order_by("pk"))


@signed_in
def my_proposal(request: HttpRequest, key: int) -> HttpResponse:
    """A proposal as its school sees it; what the school was asked, it answers here."""
    proposal = _proposal_or_404(request, key)
    form = MotivationForm(request.POST or kept_text(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_up_invitation(proposal, by=user_of(request), **form.cleaned_data)
        except CallIsClosedError:
            return _closed(request, proposal.forum)
        except NotOpenError:
            proposal = _proposal_or_404(request, key)
            withdrawn = proposal.state == ProposalState.WITHDRAWN
            said = _("Dit voorstel is intussen ingetrokken.")
            answered = _("Deze vraag is intussen al beantwoord. Je tekst is niet verstuurd.")
            messages.error(request, said if withdrawn else answered)
        else:
            forget_kept_text(request)
            words = _("Je voorstel is verstuurd naar de organisatoren.")
            messages.success(request, words)
            return redirect(proposal.get_absolute_url())
    context = {
        "proposal": proposal,
        "forum": proposal.forum,
        "state": STATE_OF[proposal.state],
        "form": form,
        "can_answer": proposal.state == ProposalState.INVITED
        and permissions.can_offer(request.user, proposal.forum, proposal.institution),
        "is_living": proposal.state in LIVING_STATES,
        "tabled": tabled_in([proposal])[proposal.pk],
        "discussed": proposal.state == ProposalState.ACCEPTED and was_discussed(proposal),
        "crumbs": [(_("Mijn werk"), reverse("desk"))],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/proposing/proposal.html", context, status=status)


@signed_in
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take a proposal back, or turn down what was asked, after one question."""
    proposal = _proposal_or_404(request, key)
    if proposal.state not in LIVING_STATES:
        return redirect(proposal.get_absolute_url())
    if request.method == "POST":
        try:
            withdraw_proposal(proposal, by=user_of(request))
        except NotOpenError:
            messages.error(request, _("Over dit voorstel is intussen beslist."))
        except DiscussedAlreadyError:
            messages.error(request, _("Dit voorstel is al besproken. Intrekken kan niet meer."))
        else:
            messages.success(request, _("Het voorstel is ingetrokken."))
        return redirect(proposal.get_absolute_url())
    context = {
        "proposal": proposal,
        "forum": proposal.forum,
        "sessions": agendas_with(proposal) if proposal.state == ProposalState.ACCEPTED else [],
    }
    return render(request, "forums/proposing/withdraw.html", context)


def _proposal_or_404(request: HttpRequest, key: int) -> Proposal:
    """A proposal of a school that this person works for."""
    found: Proposal | None = (
        Proposal.objects.filter(pk=key, institution__in=institutions_edited_by(request.user))
        .select_related("forum", "institution")
        .prefetch_related("conclusions")
        .first()
    )
    if found is None:
        raise Http404
    return found


def asked_on_desk(user: User) -> dict[str, Any] | None:
    """What organisers asked of this person's schools and nobody answered yet."""
    return _on_desk(user, state=ProposalState.INVITED)


def proposals_on_desk(user: User) -> dict[str, Any] | None:
    """The latest of the other proposals of this person's schools."""
    return _on_desk(user, state__in=set(ProposalState) - {ProposalState.INVITED})


def _on_desk(user: User, **wanted: Any) -> dict[str, Any] | None:
    mine = institutions_edited_by(user)
    if not mine:
        return None
    found = Proposal.objects.filter(institution__in=mine, **wanted).exclude(forum__live=False)
    rows = found.select_related("forum", "institution").prefetch_related("conclusions")
    listed = list(rows.order_by("-pk")[:MOST])
    tabled = tabled_in(listed)
    shown = [(one, STATE_OF[one.state], tabled[one.pk]) for one in listed]
    return {"rows": shown} if shown else None


#: Above the projects of a school: somebody waits for it.
ASKED = Section(
    name="gevraagd",
    order=50,
    title=gettext_lazy("Gevraagd voor een overlegforum"),  # type: ignore[arg-type]
    template="forums/proposing/desk.html",
    context_for=asked_on_desk,
)
SECTION = Section(
    name="voorstellen",
    order=112,
    title=gettext_lazy("Mijn voorstellen"),  # type: ignore[arg-type]
    template="forums/proposing/desk.html",
    context_for=proposals_on_desk,
)
