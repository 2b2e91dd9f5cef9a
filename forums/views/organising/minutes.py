"""Writing the minutes of a session, while it runs and after; naming who writes them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text, leave_kept_text
from forums import permissions
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.minutes import (
    MinutesAreFixedError,
    MinutesConflictError,
    Window,
    account_of,
    close_session,
    missing_to_close,
    missing_to_open,
    name_reporter,
    says_something,
    write_minutes,
)
from forums.forms.minutes import MinutesForm, ReporterForm, standing_of
from forums.records import AgendaItem, Correction, Session
from forums.views.organising.access import crumbs_to
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: How a window is named: see `secrets.token_urlsafe`.
SITTING = re.compile(r"[A-Za-z0-9_-]{1,40}")


def writers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for who writes the minutes of a session: its reporter, and who organises."""

    @wraps(view)
    def asked(request: HttpRequest, forum: str, number: int, **kwargs: Any) -> HttpResponse:
        known = Session.objects.select_related("forum", "reporter")
        found = (
            known.filter(forum__slug=forum, number=number) if forum.isprintable() else known.none()
        )
        session = found.first()
        if session is None or not permissions.can_write_minutes(request.user, session):
            # Who may not write learns nothing of what there is.
            raise PermissionDenied
        return view(request, session, **kwargs)

    guarded: Callable[..., HttpResponse] = signed_in(asked)
    return guarded


@writers_only
def minutes(request: HttpRequest, session: Session) -> HttpResponse:
    """Write the minutes of a session; the page saves by itself."""
    if request.method != "POST":
        return _opened(request, session)
    try:
        return _written(request, session)
    except DeletedMeanwhileError:
        # An item went off the agenda at this very moment. What was written is written: once more,
        # with the items that are there.
        return _written(request, session)


def _written(request: HttpRequest, session: Session) -> HttpResponse:
    items = _items(session)
    form = MinutesForm(items, request.POST)
    form.is_valid()
    try:
        marks, standing = _save(request, items, form)
    except (MinutesAreFixedError, ValidationError) as refusal:
        words = _refusal(refusal)
        if request.POST.get("autosave"):
            return JsonResponse({"words": words}, status=409)
        messages.error(request, words)
        return _page(request, session, form, status=409, marks=_seen_in(request.POST))
    if request.POST.get("autosave"):
        return _told(request, form, _marks(marks), conflict=bool(standing))
    if standing or form.errors or form.unplaced():
        status = 409 if standing or form.unplaced() else 422
        return _page(request, session, form, status=status, standing=standing, marks=marks)
    forget_kept_text(request)
    response = _carry_out(request, session)
    window = _window(request)
    response.set_cookie(
        "arrived",
        f"{window.sitting}.{window.turn}",
        path=request.path,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


def _opened(request: HttpRequest, session: Session) -> HttpResponse:
    if session.is_cancelled:
        messages.info(request, _("Deze bijeenkomst is afgezegd: er komt geen verslag van."))
        return redirect(session.get_absolute_url())
    kept = kept_text(request, holding="mark")
    form = MinutesForm(_items(session), kept)
    return _page(request, session, form, marks=_seen_in(kept or {}))


def _save(
    request: HttpRequest, items: list[AgendaItem], form: MinutesForm
) -> tuple[dict[int, str], list[tuple[AgendaItem, str]]]:
    """Write what this window changed; return its next marks, and what others wrote meanwhile.

    Of an item on which somebody else wrote, the mark names what stands now only once that was
    shown.
    """
    shown = _seen_in(request.POST)
    standing: list[tuple[AgendaItem, str]] = []
    for item in items:
        account = form.account(item)
        before = shown.get(item.pk, "")
        if account is None or account.mark == before:
            continue
        try:
            write_minutes(item, account, by=user_of(request), shown=before, window=_window(request))
        except MinutesConflictError as conflict:
            there = account_of(conflict.standing)
            standing.append((item, there.text or there.not_discussed))
            if not request.POST.get("autosave"):
                shown[item.pk] = there.mark
        else:
            shown[item.pk] = account.mark
    return shown, standing


def _told(request: HttpRequest, form: MinutesForm, marks: str, *, conflict: bool) -> HttpResponse:
    if form.unplaced():
        words = _("Een punt waarover je schreef, staat niet meer op de agenda.")
        return JsonResponse({"words": words, "conflict": True}, status=409)
    if conflict:
        words = _("Iemand anders of een ander venster schreef intussen ook aan dit verslag.")
        return JsonResponse({"words": words, "conflict": True}, status=409)
    forget_kept_text(request)
    now = date_format(timezone.localtime(), "H:i")
    words = _("De rest is bewaard om {time}") if form.errors else _("Bewaard om {time}")
    return JsonResponse(
        {
            "mark": marks,
            "words": words.format(time=now),
            "unread": {form[name].id_for_label: errors for name, errors in form.errors.items()},
            "document": "",
        }
    )


def _carry_out(request: HttpRequest, session: Session) -> HttpResponse:
    """Do what the button said, after everything was saved."""
    wish = request.POST.get("doe", "bewaar")
    here = redirect(request.path)
    try:
        if wish == "opmerkingen":
            if not session.is_cancelled and (points := missing_to_open(session)):
                raise ValidationError(points)
            here = redirect("allow_corrections", session.forum.slug, session.number)
        elif wish == "definitief":
            close_session(session, by=user_of(request))
            messages.success(request, _("Het verslag is definitief. De bijeenkomst is afgesloten."))
        else:
            messages.success(request, _("Bewaard."))
    except MinutesAreFixedError as refusal:
        messages.error(request, _refusal(refusal))
    except ValidationError as refusal:
        if wish == "definitief":
            messages.error(
                request, _("Het verslag kan nog niet definitief: bovenaan staat waarom.")
            )
        form = MinutesForm(_items(session))
        return _page(request, session, form, status=422, points=refusal.messages)
    return here


def _items(session: Session) -> list[AgendaItem]:
    items = list(session.agenda.select_related("account").order_by("position"))
    for item in items:
        item.session = session
    return items


def _page(
    request: HttpRequest,
    session: Session,
    form: MinutesForm,
    *,
    status: int = 200,
    marks: dict[int, str] | None = None,
    standing: list[tuple[AgendaItem, str]] | None = None,
    points: list[str] | None = None,
) -> HttpResponse:
    items = form.items
    rows = [(one, form[f"text_{one.pk}"], form[f"reason_{one.pk}"]) for one in items]
    corrections = Correction.objects.filter(minutes__item__session=session)
    missing = missing_to_close if session.is_recorded else missing_to_open
    organises = permissions.can_organise(request.user)
    sent: Any = request.POST or kept_text(request, holding="mark") or {}
    context = {
        "session": session,
        "forum": session.forum,
        "form": form,
        "rows": rows,
        "unsaid": [one for one in items if not says_something(one)],
        "mark": _marks(_shown_in(form, marks or {})),
        "sitting": _sitting_of(sent) or secrets.token_urlsafe(12),
        "turn": sent.get("turn") or 0,
        "standing": standing or [],
        "points": points,
        "waits_for": _what_closing_waits_for(session, corrections),
        "missing": [] if session.closed_at else missing(session),
        "corrections": [
            (one, kept_text(request, at=_answer_address(session, one)))
            for one in corrections.select_related("institution", "presenter", "minutes__item")
        ],
        "reporter_form": ReporterForm(initial={"email": _typed_reporter(request, session)})
        if organises and session.closed_at is None
        else None,
        "crumbs": crumbs_to(session.forum) if organises else [(_("Mijn werk"), reverse("desk"))],
        "words": {
            "saving": _("Bezig met bewaren …"),
            "failed": _("Niet bewaard. Je tekst staat nog op dit scherm."),
            "offline": _("Geen verbinding. Je tekst staat op dit toestel en wordt later bewaard."),
            "login": _("Meld je aan"),
            "merge": _("Bekijk beide"),
        },
    }
    return render(request, "forums/organising/minutes.html", context, status=status)


def _what_closing_waits_for(session: Session, corrections: QuerySet[Correction]) -> str:
    """What writing alone can't mend before recorded minutes can be final, in words."""
    until = session.corrections_until
    if until is None or session.closed_at is not None:
        return ""
    if until > timezone.now():
        day = date_format(timezone.localtime(until), "j F Y, H:i")
        return _("Definitief maken kan vanaf {day}: tot dan zijn opmerkingen mogelijk.").format(
            day=day
        )
    if corrections.filter(answered_at=None).exists():
        return _("Definitief maken kan als elke opmerking beantwoord is.")
    return ""


def _shown_in(form: MinutesForm, marks: dict[int, str]) -> dict[int, str]:
    """What the page names as shown: of what was typed the mark that its writer saw, or none; of the
    rest what stands there.
    """
    shown = {one.pk: standing_of(one).mark for one in form.items if not form.has(one)}
    typed = {one.pk for one in form.items if form.has(one)}
    return shown | {key: mark for key, mark in marks.items() if key in typed}


@writers_only
def choose_reporter(request: HttpRequest, session: Session) -> HttpResponse:
    """Name who writes the minutes."""
    if request.method != "POST":
        leave_kept_text(request)
        return redirect(f"{_address(session)}#verslaggever")
    forget_kept_text(request)
    form = ReporterForm(request.POST)
    if not form.is_valid():
        context = {"session": session, "forum": session.forum, "form": form}
        return render(request, "forums/organising/reporter.html", context, status=422)
    name_reporter(session, form.cleaned_data["email"], by=user_of(request))
    messages.success(request, _("Bewaard."))
    return redirect(f"{_address(session)}#verslaggever")


def _address(session: Session) -> str:
    return reverse("write_minutes", args=[session.forum.slug, session.number])


def _answer_address(session: Session, correction: Correction) -> str:
    return reverse("answer_correction", args=[session.forum.slug, session.number, correction.pk])


def _typed_reporter(request: HttpRequest, session: Session) -> str:
    """The address that waited for its writer to sign in again; else that of the reporter."""
    at = reverse("choose_reporter", args=[session.forum.slug, session.number])
    known = session.reporter.email if session.reporter else ""
    waiting = kept_text(request, at=at)
    return waiting.get("email", known) if waiting is not None else known


def _refusal(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("Dit verslag is definitief. Er wordt niets meer in geschreven.")


def _window(request: HttpRequest) -> Window:
    sitting, turn = _sitting_of(request.POST), whole_number(request.POST.get("turn", ""))
    return Window(sitting, turn, by_itself=bool(request.POST.get("autosave")))


def _sitting_of(sent: Mapping[str, Any]) -> str:
    """The name of the window that sent this: it goes into a cookie, so only what we made."""
    sitting = str(sent.get("sitting", ""))
    return sitting if SITTING.fullmatch(sitting) else ""


def _marks(marks: dict[int, str]) -> str:
    return " ".join(f"{key}:{mark}" for key, mark in marks.items())


def _seen_in(sent: Mapping[str, str]) -> dict[int, str]:
    """By item the mark of the words that were shown where this was typed."""
    pairs = (one.partition(":") for one in sent.get("mark", "")[:20000].split())
    return {whole_number(key): mark for key, _colon, mark in pairs}
