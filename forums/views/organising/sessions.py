"""Planning sessions: new, changed, called off, planned again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.domain.meetings import (
    SessionConflictError,
    SessionIsCancelledError,
    cancel_session,
    change_session,
    copy_session,
    plan_session,
)
from forums.forms.sessions import CancelForm, CopyForm, SessionForm, session_values
from forums.pages import Forum
from forums.records import Session
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only, session_or_404
from forums.views.organising.conflicts import differences
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@organisers_only
def new_session(request: HttpRequest, forum: str) -> HttpResponse:
    """Plan a session."""
    found = forum_or_404(request, forum)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = plan_session(found, by=user_of(request), **form.values())
        messages.success(request, _("De bijeenkomst is gepland. Maak nu haar agenda."))
        return redirect("organised_agenda", found.slug, made.number)
    return _form_page(request, form, found)


@organisers_only
def edit_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Change a session; what a colleague wrote meanwhile is shown, not overwritten."""
    session = session_or_404(request, forum, number)
    initial = session_values(session)
    form = SessionForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, session.forum, session)
    try:
        change_session(
            session,
            by=user_of(request),
            started_from=whole_number(request.POST.get("started_from", "")),
            **form.values(),
        )
    except SessionConflictError:
        differing = differences(form, initial)
        return _form_page(request, form, session.forum, session, differing)
    except SessionIsCancelledError:
        return _is_cancelled(request, session)
    messages.success(request, _("De bijeenkomst is bewaard."))
    return redirect("organised_forum", session.forum.slug)


def _form_page(
    request: HttpRequest,
    form: SessionForm,
    forum: Forum,
    session: Session | None = None,
    differing: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "forum": forum,
        "session": session,
        "conflict": differing is not None,
        "differing": differing,
        "crumbs": crumbs_to(forum),
    }
    status = 409 if differing is not None else 422 if form.errors else 200
    return render(request, "forums/organising/session.html", context, status=status)


def _is_cancelled(request: HttpRequest, session: Session) -> HttpResponse:
    messages.warning(request, _("Deze bijeenkomst is afgezegd. Ze wijzigt niet meer."))
    return redirect("organised_forum", session.forum.slug)


@organisers_only
def cancel_one_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Call a session off, with a reason."""
    session = session_or_404(request, forum, number)
    if session.is_cancelled:
        return _is_cancelled(request, session)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(session, by=user_of(request), reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("De bijeenkomst is afgezegd. De reden staat erbij."))
            return redirect("organised_forum", session.forum.slug)
    context = {"form": form, "forum": session.forum, "session": session}
    status = 422 if form.errors else 200
    return render(request, "forums/organising/cancel.html", context, status=status)


@organisers_only
def copy_one_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Plan a session again, at another moment, with the same agenda."""
    session = session_or_404(request, forum, number)
    known = session_values(session)
    form = CopyForm(request.POST or None, initial={"begins": known["begins"]})
    if request.method == "POST" and form.is_valid():
        made = copy_session(session, by=user_of(request), starts_at=form.starts_at())
        messages.success(request, _("De bijeenkomst is overgenomen, met haar agenda."))
        return redirect("organised_agenda", session.forum.slug, made.number)
    context = {
        "form": form,
        "forum": session.forum,
        "session": session,
        "crumbs": crumbs_to(session.forum),
    }
    status = 422 if form.errors else 200
    return render(request, "forums/organising/copy.html", context, status=status)
