"""Who comes to a session, for its organisers: the rules, the list, who was there, what to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text
from audit.domain.record import record
from forums.domain.places import rules_of
from forums.domain.registering import (
    RegistrationClosedError,
    RulesConflictError,
    cancel_registration,
    mark_of_rules,
    note_attendance,
    set_rules,
)
from forums.enums import RegistrationState
from forums.forms.registering import RulesForm, rule_values
from forums.records import Registration, RegistrationRules, Session
from forums.views.organising import lists
from forums.views.organising.access import (
    crumbs_to,
    organisers_only,
    session_or_404,
    status_of,
    typed_in,
)
from forums.views.organising.conflicts import differences
from forums.views.registering.showing import STATE_OF, door_of
from showcase.views.writing.access import user_of

#: What an organiser does with one registration: the word that the button sends.
ATTENDED = {"aanwezig": True, "afwezig": False, "niet-genoteerd": None}


@organisers_only
def registrations(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Everybody who registered: places first, then the waiting list in its order."""
    session = session_or_404(request, forum, number)
    listed = list(session.registrations.order_by("joined_at", "pk"))
    waiting = [one for one in listed if one.state == RegistrationState.WAITING]
    coming = [one for one in listed if one.seat is not None]
    context: dict[str, Any] = {
        "session": session,
        "forum": session.forum,
        "rules": getattr(session, "registration_rules", None),
        "door": door_of(request, session),
        "coming": [(one, STATE_OF[one.state]) for one in coming],
        "waiting": waiting,
        "ended": [one for one in listed if one not in waiting and one not in coming],
        "has_begun": session.starts_at <= timezone.now(),
        "is_past": session.ends_at <= timezone.now(),
        "there": sum(one.attended is True for one in coming),
        "crumbs": crumbs_to(session.forum),
    }
    return render(request, "forums/organising/registrations.html", context)


@organisers_only
def rules(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """How many places there are, and until when one registers; what a colleague wrote meanwhile
    is shown, not overwritten."""
    session = session_or_404(request, forum, number)
    standing, typed = rules_of(session), typed_in(request)
    form = RulesForm(typed, session=session, rules=standing)
    seen = mark_of_rules(standing) if typed is None else typed.get("seen", "")
    differing = None
    if request.method == "POST" and form.is_valid():
        try:
            written = set_rules(session, by=user_of(request), seen=seen, **form.values())
        except RulesConflictError:
            standing = rules_of(session)
            seen, differing = mark_of_rules(standing), differences(form, rule_values(standing))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            forget_kept_text(request)
            _say_saved(request, written)
            return redirect("organised_registrations", forum, number)
    context = {
        "form": form,
        "session": session,
        "seen": seen,
        "conflict": differing is not None,
        "differing": differing,
        "crumbs": crumbs_to(session.forum),
    }
    status = 409 if differing is not None else status_of(request, form)
    return render(request, "forums/organising/registration_rules.html", context, status=status)


def _say_saved(request: HttpRequest, rules: RegistrationRules) -> None:
    """Closing at once can be meant, or be a slip."""
    if not rules.is_over:
        messages.success(request, _("Bewaard."))
        return
    until = date_format(timezone.localtime(rules.closes_at), "j F Y, H:i")
    words = _("Bewaard. Inschrijven kan niet meer sinds {until}.")
    messages.warning(request, words.format(until=until))


@organisers_only
def act(request: HttpRequest, forum: str, number: int, pk: int) -> HttpResponse:
    """Note whether somebody was there, or cancel for somebody who asks so; the latter is asked."""
    session = session_or_404(request, forum, number)
    one: Registration | None = session.registrations.filter(pk=pk).first()
    if one is None:
        raise Http404
    one.session = session
    if request.method != "POST":
        context = {"registration": one, "session": session, "forum": session.forum}
        return render(request, "forums/organising/cancel_registration.html", context)
    wish = request.POST.get("act", "")
    try:
        if wish in ATTENDED:
            note_attendance(one, ATTENDED[wish], by=user_of(request))
        else:
            cancel_registration(one, by=user_of(request))
            messages.success(request, _("De inschrijving is geannuleerd."))
    except (ValidationError, RegistrationClosedError):
        messages.warning(request, _("Dat kan niet meer: kijk na hoe het staat."))
    return redirect("organised_registrations", forum, number)


def _fetched(session: Session) -> list[Registration]:
    found = session.registrations.confirmed().select_related("institution")
    return list(found.order_by("institution_name", "name", "pk"))


@organisers_only
def workbook(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """The list as a workbook; the log says that it was taken."""
    session = session_or_404(request, forum, number)
    listed = list(session.registrations.active().order_by("joined_at", "pk"))
    record("export_registrations", session, by=user_of(request), count=len(listed))
    return HttpResponse(
        lists.workbook(listed),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{forum}-{number}.xlsx"'},
    )


@organisers_only
def document(request: HttpRequest, forum: str, number: int, document: str) -> HttpResponse:
    """Badges, or the list of participants, to print."""
    session = session_or_404(request, forum, number)
    if document not in lists.DOCUMENTS:
        raise Http404
    listed = _fetched(session)
    record("export_registrations", session, by=user_of(request), count=len(listed))
    return HttpResponse(
        lists.document(document, session, listed),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{document}.pdf"'},
    )
