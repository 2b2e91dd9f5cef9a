"""Proposals for a forum: read beside what they overlap with, decided on, and sent together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.asking import asking_once
from accounts.kept import forget_kept_text
from accounts.mail_limits import TooManyMailsError
from forums import permissions
from forums.domain.deciding import (
    DecisionsChangedError,
    NobodyToAskError,
    invite_school,
    mark_of,
    prepare_decision,
    prepared_in,
    send_decisions,
    sent_by,
)
from forums.domain.overlapping import Overlap, overlaps_of
from forums.domain.proposing import (
    AlreadyProposedError,
    CallIsClosedError,
    NotOpenError,
    withdraw_proposal,
)
from forums.enums import Phase, ProposalState
from forums.forms.proposing import RefusalForm
from forums.pages import Forum
from forums.records import Proposal, ProposedConclusion
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only, typed_in
from forums.views.proposing import STATE_OF
from search.contract import FinderQuery
from search.words import split_words
from showcase.domain.fitting import whole_number
from showcase.finding.conclusions import conclusion_finder
from showcase.records import PolicyConclusion
from showcase.views.writing.access import user_of
from ui.trail import StationState

#: Proposals on a page.
PAGE_SIZE = 20

#: What the buttons of a proposal prepare.
WISHES = {
    "accept": ProposalState.ACCEPTED,
    "hold": ProposalState.ON_HOLD,
    "decline": ProposalState.DECLINED,
    "forget": "",
}


@dataclass(frozen=True)
class ShownProposal:
    """A proposal in the list of organisers."""

    proposal: Proposal
    state: StationState
    prepared: str
    mark: str
    overlap: Overlap
    can_decide: bool
    form: RefusalForm


@organisers_only
def proposals(request: HttpRequest, forum: str) -> HttpResponse:
    """All proposals of a forum, or those in one state; decisions are prepared here."""
    found = forum_or_404(request, forum)
    if request.method != "POST":
        return _list_page(request, found, **_waiting(request, found))
    proposal = _proposal_or_404(found, whole_number(request.POST.get("key", "")))
    wish = request.POST.get("wish", "")
    form = _refusal(proposal, request.POST)
    typed: dict[str, Any] = {"refused": form if wish == "decline" else None, "key": proposal.pk}
    if wish == "decline" and not form.is_valid():
        seen = request.POST.get("seen", "")
        return _list_page(request, found, **typed, seen=seen, status=422)
    try:
        said = _carry_out(request, proposal, form, wish)
    except DecisionsChangedError:
        proposal.refresh_from_db(fields=["prepared", "prepared_reason"])
        wanted = _decision_in_words(WISHES[wish])
        return _list_page(request, found, **typed, overtaken=(proposal, wanted), status=409)
    except NotOpenError:
        words = _("Er is intussen over beslist, of de school trok het voorstel in.")
        messages.error(request, words)
        if wish == "decline":
            forget_kept_text(request)
            return _list_page(request, found, **typed, status=409)
    else:
        messages.success(request, said)
    return redirect(f"{request.get_full_path()}#voorstel-{proposal.pk}")


def _carry_out(request: HttpRequest, proposal: Proposal, form: RefusalForm, wish: str) -> str:
    """Do what a button said, and say what was done."""
    if wish == "withdraw":
        withdraw_proposal(proposal, by=user_of(request))
        return _("De vraag aan de school is ingetrokken.")
    if wish not in WISHES:
        raise Http404
    reason = form.cleaned_data["reason"] if wish == "decline" else ""
    seen = request.POST.get("seen", "")
    prepare_decision(proposal, WISHES[wish], by=user_of(request), reason=reason, seen=seen)
    if wish == "decline":
        forget_kept_text(request)
    if wish == "forget":
        return _("De voorbereide beslissing is weg.")
    return _("Voorbereid. De school weet het pas als je de beslissingen verstuurt.")


def _waiting(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    """The reason of a refusal that waited for its writer to sign in again, and its proposal."""
    typed = typed_in(request, wish="decline")
    if typed is None:
        return {}
    key = whole_number(typed.get("key", ""))
    proposal = forum.proposals.filter(pk=key).first()
    if proposal is None:
        return {"refused": RefusalForm(typed)}
    return {"refused": _refusal(proposal, typed), "key": key, "seen": typed.get("seen", "")}


def _proposal_or_404(forum: Forum, key: int) -> Proposal:
    found: Proposal | None = forum.proposals.select_related("institution").filter(pk=key).first()
    if found is None:
        raise Http404
    found.forum = forum
    return found


def _refusal(proposal: Proposal, data: object = None) -> RefusalForm:
    initial = {"reason": proposal.prepared_reason}
    return RefusalForm(data, initial=initial, auto_id=f"id_{proposal.pk}_%s")  # type: ignore[arg-type]


def _decision_in_words(decision: str) -> str:
    return str(ProposalState(decision).label) if decision else _("later beslissen")


def _list_page(
    request: HttpRequest,
    forum: Forum,
    *,
    refused: RefusalForm | None = None,
    key: int = 0,
    seen: str = "",
    overtaken: tuple[Proposal, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list. Of the proposal ``key`` the reason that was typed stands there, over what was
    ``seen``; ``overtaken`` is one of which a colleague prepared something else, and what was chosen
    here.
    """
    counts = dict(forum.proposals.order_by().values_list("state").annotate(Count("pk")))
    chosen = request.GET.get("staat", "")
    chosen = chosen if chosen in counts else ""
    rows = forum.proposals.select_related("institution").order_by("pk")
    rows = rows.filter(state=chosen) if chosen else rows
    page = Paginator(rows.prefetch_related("conclusions"), PAGE_SIZE).get_page(
        request.GET.get("pagina")
    )
    listed = list(page.object_list)
    overlaps = overlaps_of(listed)
    with asking_once():
        can_decide = {one.pk: permissions.can_decide_on(request.user, one) for one in listed}
    is_shown = refused is None or any(
        one.pk == key and can_decide[one.pk] for one in listed if one.is_undecided
    )
    context = {
        "forum": forum,
        "unplaced": None if is_shown else refused,
        "overtaken": overtaken and overtaken[0],
        "wanted": overtaken and overtaken[1],
        "standing": overtaken and _decision_in_words(overtaken[0].prepared),
        "page": page,
        "rows": [
            ShownProposal(
                proposal=one,
                state=STATE_OF[one.state],
                prepared=str(ProposalState(one.prepared).label) if one.prepared else "",
                mark=(seen if one.pk == key else "") or mark_of([one]),
                overlap=overlaps[one.pk],
                can_decide=one.is_undecided and can_decide[one.pk],
                form=refused if refused is not None and one.pk == key else _refusal(one),
            )
            for one in listed
        ],
        "filters": [
            (state.value, state.label, counts[state.value], state.value == chosen)
            for state in ProposalState
            if state.value in counts
        ],
        "chosen": chosen,
        "total": sum(counts.values()),
        "to_send": forum.proposals.to_be_sent().count(),
        "call_runs": forum.live and forum.phase == Phase.CALL,
        "crumbs": crumbs_to(forum),
    }
    return render(request, "forums/organising/proposals.html", context, status=status)


@organisers_only
def send(request: HttpRequest, forum: str) -> HttpResponse:
    """Send everything that is prepared, after reading it once more. What is on a school for which
    the sender speaks waits for a colleague, and is named.
    """
    found = forum_or_404(request, forum)
    changed = False
    if request.method == "POST":
        try:
            sent = send_decisions(found, seen=request.POST.get("seen", ""), by=user_of(request))
        except DecisionsChangedError:
            changed = True
        else:
            words = ngettext(
                "{count} beslissing is verstuurd.",
                "{count} beslissingen zijn verstuurd.",
                len(sent),
            )
            messages.success(request, words.format(count=len(sent)))
            return redirect("forum_proposals", found.slug)
    all_prepared = prepared_in(found)
    with asking_once():
        prepared = sent_by(all_prepared, request.user)
    schools = {one.institution for one in all_prepared if one not in prepared}
    context = {
        "forum": found,
        "for_a_colleague": sorted(one.name for one in schools),
        "prepared": [
            (one, STATE_OF[one.prepared], ProposalState(one.prepared).label) for one in prepared
        ],
        "mark": mark_of(prepared),
        "changed": changed,
        "crumbs": crumbs_to(found),
    }
    status = 409 if changed else 200
    return render(request, "forums/organising/send_decisions.html", context, status=status)


@organisers_only
def ask(request: HttpRequest, forum: str) -> HttpResponse:
    """Search a conclusion, and ask its school to lay it before the forum."""
    found = forum_or_404(request, forum)
    if request.method == "POST":
        _ask(request, found)
        return redirect(request.get_full_path())
    words = tuple(split_words(request.GET.get("q", "")[:200]))
    hits = conclusion_finder().find(FinderQuery(words=words, order="nieuwste")) if words else None
    living = ProposedConclusion.objects.filter(forum=found, is_living=True)
    context = {
        "forum": found,
        "q": " ".join(words),
        "found": hits,
        "proposed_ids": set(living.values_list("conclusion", flat=True)) if hits else set(),
        "call_runs": found.live and found.phase == Phase.CALL,
        "crumbs": crumbs_to(found),
    }
    return render(request, "forums/organising/ask.html", context)


def _ask(request: HttpRequest, forum: Forum) -> None:
    """Mail the school, and say what was done or why not."""
    reference = request.POST.get("reference", "")
    known = PolicyConclusion.objects.select_related("institution").filter(reference=reference)
    conclusion = known.first() if reference.isprintable() else None  # PostgreSQL knows no NUL
    if conclusion is None:
        raise Http404
    school = conclusion.institution.name
    try:
        invite_school(forum, conclusion, by=user_of(request))
    except CallIsClosedError:
        said = _("De oproep loopt niet. Een school kan nu niets voorstellen.")
    except AlreadyProposedError:
        said = _("Conclusie {reference} is al gevraagd of voorgesteld.")
    except NobodyToAskError:
        said = _("Niemand werkt hier in de ruimte van {school}. Er is geen mail verstuurd.")
    except ValidationError:
        said = _("Conclusie {reference} is ingetrokken. Je kunt ze niet meer vragen.")
    except TooManyMailsError:
        said = _("Er gingen vandaag te veel mails uit. Probeer het morgen weer.")
    else:
        words = _("De vraag is gemaild aan {school}.").format(school=school)
        messages.success(request, words)
        return
    messages.error(request, said.format(reference=reference, school=school))
