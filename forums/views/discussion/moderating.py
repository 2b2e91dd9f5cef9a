"""Reporting, publishing and hiding a contribution; appealing, and deciding on an appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.entrance import choose_again, shows_kept_text, signed_in
from accounts.kept import forget_kept_text, kept_text
from accounts.mail_limits import TooManyMailsError, count_mail, place_of
from forums import permissions
from forums.domain import moderating
from forums.domain.discussing import RewrittenMeanwhileError
from forums.enums import ContributionState
from forums.forms.discussing import AppealForm, DecisionForm, GroundForm
from forums.records import Contribution, Hiding
from forums.views.discussion import access
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@shows_kept_text
def report(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Tell the moderators what is wrong with a contribution: every reader can, so often a day."""
    contribution = access.contribution_or_404(request, forum, key)
    if permissions.is_author(request.user, contribution):
        raise PermissionDenied
    form = GroundForm(request.POST or kept_text(request), must_explain=False)
    if request.method == "POST" and form.is_valid():
        try:
            by = user_of(request) if request.user.is_authenticated else None
            if by is None:
                count_mail("report", str(contribution.pk), place=place_of(request))
            moderating.report_contribution(contribution, by=by, **form.cleaned_data)
        except (moderating.TooManyReportsError, TooManyMailsError):
            form.add_error(None, _("Er is vandaag al veel gemeld. Probeer het morgen weer."))
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            return _done(request, contribution, _("Dank je. Een moderator bekijkt je melding."))
    return _page(request, "report", contribution, form)


@signed_in
def moderate(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Publish what waits, let stand what was reported, or take back one's own hiding: a button on
    the page itself."""
    contribution = _moderated(request, forum, key)
    if request.method != "POST":
        return choose_again(request, contribution.get_absolute_url())
    by, wish = user_of(request), request.POST.get("wish", "")
    if wish == "leave":
        return _left(request, contribution)
    if wish == "undo":
        return _undone(request, contribution)
    if wish != "publish":
        raise Http404
    version = whole_number(request.POST.get("version", ""))
    try:
        moderating.publish_contribution(contribution, by=by, version=version)
    except moderating.DecidedMeanwhileError:
        messages.error(request, _("Een collega besliste intussen anders over deze bijdrage."))
    except RewrittenMeanwhileError:
        words = _("De auteur wijzigde de bijdrage intussen. Lees ze opnieuw.")
        messages.error(request, words)
    else:
        return _done(request, contribution, _("De bijdrage staat online."))
    return redirect(contribution.get_absolute_url())


def _left(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    try:
        moderating.leave_contribution(contribution, by=user_of(request))
    except moderating.DecidedMeanwhileError:
        messages.error(request, _("Deze bijdrage is intussen verborgen. Er is niets gewijzigd."))
        return redirect(contribution.get_absolute_url())
    return _done(request, contribution, _("De bijdrage blijft staan."))


def _undone(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    try:
        moderating.undo_hiding(_last_hiding(contribution), by=user_of(request))
    except moderating.DecidedMeanwhileError:
        messages.error(request, _("Een collega besliste intussen over dit bezwaar."))
        return redirect(contribution.get_absolute_url())
    return _done(request, contribution, _("De bijdrage is niet meer verborgen."))


@signed_in
def hide(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Hide or refuse a contribution, beside what was reported of it and how it read before."""
    contribution = _moderated(request, forum, key)
    form = GroundForm(request.POST or kept_text(request), must_explain=True)
    status = 0
    version = whole_number(request.POST.get("version", ""))
    if request.method == "POST" and form.is_bound and not version:
        words = _("Er kwam niet mee welke versie je las. Lees de bijdrage en verstuur opnieuw.")
        form.add_error(None, words)
    elif request.method == "POST" and form.is_valid():
        try:
            moderating.hide_contribution(
                contribution, by=user_of(request), version=version, **form.cleaned_data
            )
        except moderating.DecidedMeanwhileError:
            if not _hid_in_these_words(request, contribution, form):
                return _overtaken(request, contribution, form)
        except RewrittenMeanwhileError:
            contribution, status = _moderated(request, forum, key), 409
            form.add_error(None, _("De auteur wijzigde de bijdrage intussen. Lees ze opnieuw."))
        if not status:
            return _done(request, contribution, _("Verborgen. De auteur krijgt een mail."))
    if contribution.state == ContributionState.HIDDEN:
        if form.is_bound:
            return _overtaken(request, contribution, form)
        return redirect(contribution.get_absolute_url())
    more: dict[str, Any] = {
        "reports": contribution.reports.filter(settled_at=None),
        "versions": contribution.versions.all(),
    }
    return _page(request, "hide", contribution, form, status=status, **more)


@signed_in
def appeal(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """The author reads why their contribution was hidden, and appeals once."""
    contribution = access.contribution_or_404(request, forum, key)
    if not permissions.is_author(request.user, contribution):
        raise PermissionDenied
    form = AppealForm(request.POST or kept_text(request))
    if request.method == "POST" and form.is_valid():
        words, by = form.cleaned_data["words"], user_of(request)
        try:
            moderating.appeal(_last_hiding(contribution), words, by=by)
        except moderating.AppealIsOverError:
            forget_kept_text(request)
        else:
            return _done(request, contribution, _("Je bezwaar is verstuurd. Je krijgt een mail."))
    hiding = _last_hiding(contribution)
    if hiding.ended_at is None and permissions.can_appeal(request.user, hiding):
        return _page(request, "appeal", contribution, form, hiding=hiding)
    status = 409 if request.method == "POST" else 200
    more = {"hiding": hiding, "is_over": True}
    return _page(request, "appeal", contribution, form, status=status, **more)


@signed_in
def decide(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Another moderator decides on an appeal."""
    contribution = access.contribution_or_404(request, forum, key)
    if not permissions.can_organise(request.user):
        raise PermissionDenied
    hiding = _last_hiding(contribution)
    if hiding.appealed_at is None:
        raise Http404
    if not permissions.can_decide_appeal(request.user, hiding):
        return _page(request, "for_a_colleague", contribution, None, status=403, hiding=hiding)
    form = DecisionForm(request.POST or kept_text(request))
    if request.method == "POST" and form.is_valid():
        back = form.cleaned_data["outcome"] == "back"
        try:
            moderating.decide_appeal(
                hiding, by=user_of(request), puts_back=back, words=form.cleaned_data["words"]
            )
        except moderating.DecidedMeanwhileError:
            return _overtaken(request, contribution, form)
        return _done(request, contribution, _("Beslist. De auteur krijgt een mail."))
    if hiding.decided_at is not None or hiding.ended_at is not None:
        if form.is_bound:
            return _overtaken(request, contribution, form)
        is_decided = hiding.decided_at is not None
        words = _("Over dit bezwaar is al beslist.")
        messages.error(request, words if is_decided else _("De bijdrage is niet meer verborgen."))
        return redirect(contribution.get_absolute_url())
    return _page(request, "decide", contribution, form, hiding=hiding)


def _moderated(request: HttpRequest, forum: str, key: int) -> Contribution:
    contribution = access.contribution_or_404(request, forum, key)
    if not permissions.can_moderate(request.user, contribution):
        raise PermissionDenied
    return contribution


def _last_hiding(contribution: Contribution) -> Hiding:
    found: Hiding | None = contribution.hidings.order_by("-pk").first()
    if found is None:
        raise Http404
    found.contribution = contribution
    return found


def _hid_in_these_words(request: HttpRequest, contribution: Contribution, form: GroundForm) -> bool:
    """Whether a first click of the same form hid it."""
    hiding, words = _last_hiding(contribution), form.cleaned_data["words"]
    said = (hiding.hidden_by_id, hiding.ground, hiding.words)
    return said == (user_of(request).pk, form.cleaned_data["ground"], words.strip())


def _overtaken(request: HttpRequest, contribution: Contribution, form: Any) -> HttpResponse:
    """What was decided before this was sent, beside what was typed, to copy; nothing is done."""
    if request.method == "POST":
        forget_kept_text(request)
    context = {
        "crumbs": access.crumbs_of(contribution.forum),
        "forum": contribution.forum,
        "contribution": contribution,
        "hiding": _last_hiding(contribution),
        "form": form,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "forums/discussion/overtaken.html", context, status=status)


def _done(request: HttpRequest, contribution: Contribution, words: str) -> HttpResponse:
    forget_kept_text(request)
    messages.success(request, words)
    if request.META.get("QUERY_STRING") == access.FROM_QUEUE:
        return redirect("contributions_queue", contribution.forum.slug)
    return redirect(contribution.get_absolute_url())


def _page(
    request: HttpRequest,
    name: str,
    contribution: Contribution,
    form: Any,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = {
        "crumbs": access.crumbs_of(contribution.forum),
        "forum": contribution.forum,
        "contribution": contribution,
        "shown": access.shown(request, contribution, contribution.forum),
        "form": form,
        **more,
    }
    status = status or (422 if request.method == "POST" else 200)
    return render(request, f"forums/discussion/{name}.html", context, status=status)
