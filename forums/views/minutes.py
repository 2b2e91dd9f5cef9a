"""The minutes of a session as readers see them, and what who was there asks to correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.asking import asking_once
from accounts.entrance import shows_kept_text, signed_in
from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.correcting import (
    CorrectionsAreClosedError,
    propose_correction,
    takes_corrections,
)
from forums.domain.revisions import Change, changes
from forums.forms.minutes import CorrectionProposalForm
from forums.records import AgendaItem, Correction, Minutes, PublishedItem, Session
from forums.views.finding import crumbs_below, forum_or_404
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@dataclass(frozen=True)
class ReadItem:
    """An item, what was said on it, how that changed, and what is asked to correct."""

    item: AgendaItem | PublishedItem
    minutes: Minutes | None
    changes: list[Change]
    corrections: list[Correction]
    form: CorrectionProposalForm | None

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"punt-{self.item.position}"


@shows_kept_text
def session_minutes(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Read the minutes of a session, and propose corrections while that is possible."""
    if request.method == "POST":
        proposed: HttpResponse = signed_in(_propose)(request, forum, number)
        return proposed
    with asking_once():
        session = _found(request, forum, number)
        if session.is_cancelled:
            return redirect(session)
        _refuse_unreadable(request, session)
        typed, item = _kept(request, session)
        return _page(request, session, typed, item)


def _kept(request: HttpRequest, session: Session) -> tuple[CorrectionProposalForm | None, int]:
    """The correction that waited for its writer to sign in again, and the item it is about."""
    mine = permissions.correcting_institutions(request.user, session)
    waiting = kept_text(request) if mine else None
    if waiting is None:
        return None, 0
    item = whole_number(waiting.get("item", ""))
    return CorrectionProposalForm(mine, waiting, auto_id=f"id_{item}_%s"), item


def _found(request: HttpRequest, forum: str, number: int) -> Session:
    found = forum_or_404(request, forum)
    session: Session | None = Session.objects.filter(forum=found, number=number).first()
    if session is None:
        raise Http404
    session.forum = found
    return session


def _refuse_unreadable(request: HttpRequest, session: Session) -> None:
    if not permissions.can_read_minutes(request.user, session):
        raise Http404


def _propose(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    session = _found(request, forum, number)
    _refuse_unreadable(request, session)
    item = session.agenda.filter(pk=whole_number(request.POST.get("item", ""))).first()
    minutes: Minutes | None = getattr(item, "account", None)
    if item is None or minutes is None:
        raise Http404
    mine = permissions.correcting_institutions(request.user, session)
    if not mine:
        raise PermissionDenied
    form = CorrectionProposalForm(mine, request.POST, auto_id=f"id_{item.pk}_%s")
    if form.is_valid():
        try:
            propose_correction(minutes, by=user_of(request), **form.cleaned_data)
        except CorrectionsAreClosedError:
            forget_kept_text(request)
            return _page(request, _found(request, forum, number), form, status=409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            forget_kept_text(request)
            messages.success(request, _("Je opmerking staat bij het verslag."))
            return redirect(f"{request.path}#punt-{item.position}")
    return _page(request, session, form, item.pk, status=422)


def _page(
    request: HttpRequest,
    session: Session,
    typed: CorrectionProposalForm | None = None,
    typed_on: int | None = None,
    status: int = 200,
) -> HttpResponse:
    mine: frozenset[int | None] = frozenset()
    if takes_corrections(session):
        mine = permissions.correcting_institutions(request.user, session)
    else:
        typed_on = None  # what was typed stands apart, to copy
    if permissions.can_read_working_agenda(request.user, session):
        shown = _working_items(session, mine, typed, typed_on)
    else:
        shown = _published_items(session)
    forum = session.forum
    context: dict[str, Any] = {
        "forum": forum,
        "session": session,
        "items": shown,
        "form": typed,
        "takes_corrections": takes_corrections(session),
        "may_write": permissions.can_write_minutes(request.user, session),
        "crumbs": crumbs_below(forum, session),
    }
    return render(request, "forums/minutes.html", context, status=status)


def _working_items(
    session: Session,
    mine: frozenset[int | None],
    typed: CorrectionProposalForm | None,
    typed_on: int | None,
) -> list[ReadItem]:
    items = session.agenda.select_related("account").prefetch_related(
        "account__revisions",
        "account__corrections__institution",
        "account__corrections__presenter",
        "presenters",
    )
    is_out = session.is_recorded
    return [_item(one, is_out, mine, typed if one.pk == typed_on else None) for one in items]


def _published_items(session: Session) -> list[ReadItem]:
    """What is said so far, on the agenda in force: nothing of what organisers still work on."""
    in_force = PublishedItem.objects.in_force().filter(version__session=session.pk)
    items = list(in_force.prefetch_related("presenters__presenter").order_by("position"))
    written = Minutes.objects.filter(item__in=[one.key for one in items])
    said = {one.item_id: one for one in written}
    return [ReadItem(one, said.get(one.key), [], [], None) for one in items]


def _item(
    item: AgendaItem,
    is_out: bool,
    mine: frozenset[int | None],
    typed: CorrectionProposalForm | None,
) -> ReadItem:
    minutes: Minutes | None = getattr(item, "account", None)
    if minutes is None:
        return ReadItem(item, None, [], [], None)
    form = typed
    if form is None and mine and minutes.text:
        form = CorrectionProposalForm(mine, auto_id=f"id_{item.pk}_%s")
    # While it is being written, only what stands there now is for readers.
    history = changes(minutes.revisions.all()) if is_out else []
    return ReadItem(item, minutes, history, list(minutes.corrections.all()), form)
