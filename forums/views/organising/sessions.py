"""Planning sessions: new, changed, called off, planned again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.kept import forget_kept_text
from forums.domain.foreseeing import Foreseen, foresee_change
from forums.domain.meetings import (
    SessionConflictError,
    SessionIsCancelledError,
    cancel_session,
    change_session,
    copy_session,
    plan_session,
)
from forums.domain.places import rules_of
from forums.forms.sessions import CancelForm, CopyForm, SessionForm, session_values
from forums.pages import Forum
from forums.records import Session
from forums.views.finding import forum_or_404
from forums.views.organising.access import (
    crumbs_to,
    organisers_only,
    session_or_404,
    status_of,
    typed_in,
)
from forums.views.organising.conflicts import differences
from showcase.domain.fitting import version_seen
from showcase.views.writing.access import user_of


@organisers_only
def new_session(request: HttpRequest, forum: str) -> HttpResponse:
    """Plan a session."""
    found = forum_or_404(request, forum)
    form = SessionForm(typed_in(request))
    if request.method == "POST" and form.is_valid():
        made = plan_session(found, by=user_of(request), **form.values())
        forget_kept_text(request)
        messages.success(request, _("De bijeenkomst is gepland. Maak nu haar agenda."))
        _warn_of_past(request, made)
        return redirect("organised_agenda", found.slug, made.number)
    return _form_page(request, form, found)


@organisers_only
def edit_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Change a session; what a colleague wrote meanwhile is shown, not overwritten."""
    session = session_or_404(request, forum, number)
    initial = session_values(session)
    typed = typed_in(request)
    form = SessionForm(typed, initial=initial)
    started_from = version_seen(typed, session.version) or 0
    if request.method != "POST" or not form.is_valid() or request.POST.get("wish") == "form":
        return _form_page(request, form, session.forum, session, started_from=started_from)
    is_current = session.version == started_from and not session.is_fixed
    foreseen = foresee_change(session, form.values()) if is_current else None
    if foreseen is not None and not request.POST.get("asked"):
        return _ask_first(request, session, form, foreseen)
    try:
        changed = change_session(
            session, by=user_of(request), started_from=started_from, **form.values()
        )
    except SessionConflictError:
        shown: dict[str, Any] = {
            "started_from": session.version,
            "differing": differences(form, initial),
        }
        return _form_page(request, form, session.forum, session, **shown)
    except SessionIsCancelledError:
        session.refresh_from_db()
        return _form_page(request, form, session.forum, session, status=409)
    forget_kept_text(request)
    messages.success(request, _saved(foreseen.told if foreseen is not None else 0))
    if foreseen is None and changed.ends_at != session.ends_at:
        _warn_of_past(request, changed)
    return redirect("organised_forum", session.forum.slug)


def _saved(told: int) -> str:
    words = ngettext(
        "De bijeenkomst is bewaard. {told} persoon krijgt een mail.",
        "De bijeenkomst is bewaard. {told} mensen krijgen een mail.",
        told,
    )
    return words.format(told=told) if told else _("De bijeenkomst is bewaard.")


def _ask_first(
    request: HttpRequest, session: Session, form: SessionForm, foreseen: Foreseen
) -> HttpResponse:
    """Before people are mailed or lose a place: what changes, and for how many."""
    context = {
        "session": session,
        "forum": session.forum,
        "form": form,
        "foreseen": foreseen,
        "crumbs": crumbs_to(session.forum),
    }
    return render(request, "forums/organising/move.html", context)


def _warn_of_past(request: HttpRequest, session: Session) -> None:
    """A date that is over can be meant, for what was held before; or be a slip."""
    if session.ends_at < timezone.now():
        messages.warning(request, _("Deze bijeenkomst ligt in het verleden. Kijk de datum na."))


def _form_page(
    request: HttpRequest,
    form: SessionForm,
    forum: Forum,
    session: Session | None = None,
    *,
    started_from: int = 0,
    differing: list[tuple[str, str]] | None = None,
    status: int = 0,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "forum": forum,
        "session": session,
        "started_from": started_from,
        "conflict": differing is not None,
        "differing": differing,
        "crumbs": crumbs_to(forum),
    }
    status = status or (409 if differing is not None else status_of(request, form))
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
    form = CancelForm(typed_in(request))
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(session, by=user_of(request), reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            forget_kept_text(request)
            messages.success(request, _("De bijeenkomst is afgezegd. De reden staat erbij."))
            return redirect("organised_forum", session.forum.slug)
    context = {"form": form, "forum": session.forum, "session": session}
    status = status_of(request, form)
    return render(request, "forums/organising/cancel.html", context, status=status)


def _copied(made: Session) -> str:
    said = _("De bijeenkomst is overgenomen, met haar agenda.")
    if rules_of(made) is None:
        return said
    return said + " " + _("Inschrijven kan nu, met dezelfde plaatsen: kijk ze na.")


@organisers_only
def copy_one_session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Plan a session again, at another moment, with the same agenda."""
    session = session_or_404(request, forum, number)
    known = session_values(session)
    form = CopyForm(typed_in(request), initial={"begins": known["begins"]})
    if request.method == "POST" and form.is_valid():
        made = copy_session(session, by=user_of(request), starts_at=form.starts_at())
        forget_kept_text(request)
        messages.success(request, _copied(made))
        _warn_of_past(request, made)
        return redirect("organised_agenda", session.forum.slug, made.number)
    context = {
        "form": form,
        "forum": session.forum,
        "session": session,
        "rules": rules_of(session),
        "crumbs": crumbs_to(session.forum),
    }
    status = status_of(request, form)
    return render(request, "forums/organising/copy.html", context, status=status)
