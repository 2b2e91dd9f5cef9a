"""Letting minutes out to who was there, after asking as it mails people; answering corrections."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, leave_kept_text
from forums.domain.correcting import AnsweredAlreadyError, refuse_correction, take_over
from forums.domain.minutes import (
    MinutesAreFixedError,
    MinutesChangedError,
    mark_of_minutes,
    missing_to_open,
    open_corrections,
)
from forums.forms.minutes import AnswerForm
from forums.records import Correction, Session
from forums.views.organising.minutes import writers_only
from showcase.views.writing.access import user_of


@writers_only
def allow_corrections(request: HttpRequest, session: Session) -> HttpResponse:
    """Ask whether corrections may come in, and let them; back to the minutes when they can't."""
    here = redirect("write_minutes", session.forum.slug, session.number)
    if session.is_cancelled or session.is_recorded or missing_to_open(session):
        return here
    changed = False
    if request.method == "POST":
        try:
            open_corrections(session, by=user_of(request), seen=request.POST.get("seen", ""))
        except MinutesChangedError:
            changed = True
        except (MinutesAreFixedError, ValidationError):
            # A colleague was first, or emptied an item: the page of the minutes says what is so.
            return here
        else:
            messages.success(request, _("Wie erbij was, kan nu opmerkingen maken."))
            return here
    context = {
        "session": session,
        "forum": session.forum,
        "mark": mark_of_minutes(session),
        "changed": changed,
    }
    status = 409 if changed else 200
    return render(request, "forums/organising/allow_corrections.html", context, status=status)


@writers_only
def answer_correction(request: HttpRequest, session: Session, correction_id: int) -> HttpResponse:
    """Take a correction over, or say why not; beside the answer that a colleague gave meanwhile."""
    found = Correction.objects.filter(pk=correction_id, minutes__item__session=session)
    correction = found.select_related("institution", "presenter", "minutes__item__session").first()
    if correction is None:
        raise Http404
    if request.method != "POST":
        leave_kept_text(request)
        return _back_to_corrections(session)
    forget_kept_text(request)
    takes_over = request.POST.get("doe") == "neem-over"
    form = AnswerForm(None if takes_over else request.POST)
    if not takes_over and not form.is_valid():
        return _answer_page(request, session, correction, form)
    try:
        if takes_over:
            take_over(correction, by=user_of(request))
            messages.success(request, _("Overgenomen. Het verslag is aangepast."))
        else:
            refuse_correction(correction, by=user_of(request), answer=form.cleaned_data["answer"])
            messages.success(request, _("Je antwoord staat bij de opmerking."))
    except AnsweredAlreadyError:
        correction.refresh_from_db(fields=["taken_over", "answer", "answered_at"])
        return _answer_page(request, session, correction, form)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _back_to_corrections(session)


def _back_to_corrections(session: Session) -> HttpResponse:
    minutes = reverse("write_minutes", args=[session.forum.slug, session.number])
    return redirect(f"{minutes}#opmerkingen")


def _answer_page(
    request: HttpRequest, session: Session, correction: Correction, form: AnswerForm
) -> HttpResponse:
    """What was typed: to shorten, or to copy beside the answer that stands."""
    context = {"session": session, "forum": session.forum, "correction": correction, "form": form}
    status = 422 if correction.is_open else 409
    return render(request, "forums/organising/answer_correction.html", context, status=status)
