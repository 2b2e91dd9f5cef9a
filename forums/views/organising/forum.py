"""A forum on the desk of its organisers: its page, its form, and opening it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, kept_text
from forums.domain.next_steps import for_next_steps
from forums.domain.opening import NotReadyToOpenError, missing_of
from forums.domain.organising import (
    ForumConflictError,
    PromiseIsFixedError,
    StaysPublicError,
    open_forum,
    start_forum,
    values_of,
    write_forum,
)
from forums.enums import Access
from forums.forms.forums import ForumForm
from forums.pages import Forum
from forums.records import Proposal
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only
from forums.views.organising.conflicts import differences
from forums.views.organising.steps import organised
from showcase.domain.fitting import version_seen
from showcase.views.writing.access import user_of


@organisers_only
def organised_forum(request: HttpRequest, forum: str) -> HttpResponse:
    """Everything of one forum, the next step on top."""
    found = forum_or_404(request, forum)
    prefetch_related_objects(
        [found],
        "organisers",
        "promised_by",
        Prefetch("sessions", for_next_steps()),
        Prefetch("proposals", Proposal.objects.undecided()),
    )
    now = timezone.now()
    context = {
        "row": organised(found),
        "forum": found,
        "missing": [] if found.live else missing_of(found),
        "sessions": [(one, one.ends_at < now) for one in found.sessions.all()],
        "crumbs": crumbs_to(),
    }
    return render(request, "forums/organising/forum.html", context)


@organisers_only
def new_forum(request: HttpRequest) -> HttpResponse:
    """Begin a forum; it is a draft."""
    form = ForumForm(request.POST or kept_text(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = start_forum(by=user_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            forget_kept_text(request)
            messages.success(request, _("Bewaard als ontwerp. Alleen organisatoren zien het."))
            return redirect("organised_forum", made.slug)
    return _form_page(request, form, None)


@organisers_only
def edit_forum(request: HttpRequest, forum: str) -> HttpResponse:
    """Write a forum; what a colleague wrote meanwhile is shown, not overwritten."""
    found = forum_or_404(request, forum)
    initial = values_of(found)
    typed = request.POST or kept_text(request)
    form = ForumForm(typed, initial=initial, standing=found)
    started_from = version_seen(typed, found.latest_revision_id)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, found, started_from)
    try:
        written = write_forum(
            found, by=user_of(request), started_from=started_from, **form.cleaned_data
        )
    except (ForumConflictError, PromiseIsFixedError, StaysPublicError):
        return _conflict_page(request, forum_or_404(request, forum))
    except NotReadyToOpenError as refusal:
        for one in refusal.missing:
            form.add_error(one.field, one.words)
        return _form_page(request, form, found, started_from)
    forget_kept_text(request)
    messages.success(request, _saved_words(written))
    return redirect("organised_forum", found.slug)


def _conflict_page(request: HttpRequest, forum: Forum) -> HttpResponse:
    """What a colleague saved, above what was typed. Who reads the forum stays as it is until
    somebody chooses it anew: saving an older page once more lets nobody in, and shuts nobody out.
    """
    initial = values_of(forum)
    form = ForumForm(request.POST, initial=initial, standing=forum)
    differing = differences(form, form.initial)
    chosen = request.POST.get("access", "")
    if chosen == initial["access"]:
        return _form_page(request, form, forum, forum.latest_revision_id, differing)
    typed = request.POST.copy()
    typed["access"] = initial["access"]
    shown = ForumForm(typed, initial=initial, standing=forum)
    wanted = Access(chosen).label
    return _form_page(request, shown, forum, forum.latest_revision_id, differing, wanted=wanted)


def _saved_words(forum: Forum) -> str:
    if not forum.live:
        return _("Bewaard als ontwerp.")
    if forum.access == Access.MEMBERS_ONLY:
        return _("Bewaard. De leden lezen het meteen.")
    return _("Bewaard. Het staat online.")


def _form_page(
    request: HttpRequest,
    form: ForumForm,
    forum: Forum | None,
    started_from: int | None = None,
    differing: list[tuple[str, str]] | None = None,
    *,
    wanted: Any = "",
) -> HttpResponse:
    """The form. ``wanted`` is the access that was chosen, where another stands since."""
    context: dict[str, Any] = {
        "form": form,
        "forum": forum,
        "wanted": wanted,
        "started_from": started_from,
        "conflict": differing is not None,
        "differing": differing,
        "crumbs": crumbs_to(forum),
    }
    wrong = request.method == "POST" and bool(form.errors)
    status = 409 if differing is not None else 422 if wrong else 200
    return render(request, "forums/organising/write.html", context, status=status)


@organisers_only
def open_one_forum(request: HttpRequest, forum: str) -> HttpResponse:
    """Put a draft online, or name everything it still lacks."""
    found = forum_or_404(request, forum)
    missing = [] if found.live else missing_of(found)
    if request.method == "POST":
        try:
            open_forum(found, by=user_of(request))
        except NotReadyToOpenError as refusal:
            missing = refusal.missing
        else:
            for_members = found.access == Access.MEMBERS_ONLY
            words = _("Het forum is open. Alleen leden lezen het.")
            messages.success(
                request, words if for_members else _("Het forum is open. Het staat online.")
            )
            return redirect("organised_forum", found.slug)
    context = {"forum": found, "missing": missing, "crumbs": crumbs_to(found)}
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/organising/open.html", context, status=status)
