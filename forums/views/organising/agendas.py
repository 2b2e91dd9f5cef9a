"""The agenda of a session: built by buttons, and on each item the conclusions it tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from forums.domain import agendas
from forums.domain.agenda_versions import changes_since, version_in_force
from forums.domain.clashes import clashes_of
from forums.domain.meetings import SessionConflictError, SessionIsCancelledError
from forums.forms.sessions import ItemForm, NewItemForm
from forums.records import AgendaItem, Proposal, Session
from forums.views.organising.access import (
    crumbs_to,
    item_or_404,
    organisers_only,
    session_or_404,
)
from forums.views.sessions import ShownItem, due_cards, starting_times
from search.contract import FinderQuery
from search.words import split_words
from showcase.domain.fitting import whole_number
from showcase.finding.conclusions import conclusion_finder
from showcase.records import PolicyConclusion
from showcase.views.writing.access import user_of

#: What a button of an item says.
UP, DOWN = "omhoog", "omlaag"


@dataclass(frozen=True)
class Timing:
    """How the minutes of an agenda add up against the length of its session."""

    minutes: int
    available: int

    @property
    def over(self) -> int:
        """By how many minutes the agenda is longer than the session."""
        return max(self.minutes - self.available, 0)

    @property
    def left(self) -> int:
        """How many minutes nothing is planned for."""
        return max(self.available - self.minutes, 0)


@organisers_only
def agenda(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """The agenda: items in their order with their times, and a new one below."""
    session = session_or_404(request, forum, number)
    wish = request.POST.get("wish", "")
    form = NewItemForm(request.POST if wish == "add" else None)
    if request.method != "POST":
        return _agenda_page(request, session, form)
    try:
        done = _change_agenda(request, session, form, wish)
    except SessionConflictError:
        return _agenda_page(request, session, form, conflict=True)
    except SessionIsCancelledError:
        return _agenda_page(request, session, form, status=409)
    return done or _agenda_page(request, session, form, status=422)


def _change_agenda(
    request: HttpRequest, session: Session, form: NewItemForm, wish: str
) -> HttpResponse | None:
    """Do what the button said, and where to go then; nothing when the form is not right."""
    if wish in (UP, DOWN):
        return _move(request, session, down=wish == DOWN)
    if wish == "plaats":
        return _place(request, session)
    if wish == "tray":
        return _take_from_tray(request, session)
    if wish == "add" and form.is_valid():
        item = agendas.add_item(session, **_by(request), **form.cleaned_data)
        words = _("“{title}” staat op de agenda.").format(title=item.title)
        messages.success(request, words)
        return redirect(_address(session))
    return None


def _by(request: HttpRequest) -> dict[str, Any]:
    started_from = whole_number(request.POST.get("started_from", ""))
    return {"by": user_of(request), "started_from": started_from}


def _address(session: Session, **query: Any) -> str:
    address = reverse("organised_agenda", args=[session.forum.slug, session.number])
    return f"{address}?{urlencode(query)}" if query else address


def _move(request: HttpRequest, session: Session, *, down: bool) -> HttpResponse:
    """Move an item, and let the keyboard stay on its button."""
    item = item_or_404(session, whole_number(request.POST.get("item", "")))
    moved = agendas.move_item(item, **_by(request), down=down)
    words = _("“{title}” staat nu op plaats {place} van {all}.")
    all_items = session.agenda.count()
    messages.success(request, words.format(title=moved.title, place=moved.position, all=all_items))
    return redirect(_address(session, punt=moved.pk, knop=DOWN if down else UP))


def _place(request: HttpRequest, session: Session) -> HttpResponse:
    """Put an item where it was dragged."""
    item = item_or_404(session, whole_number(request.POST.get("item", "")))
    place = whole_number(request.POST.get("place", ""))
    moved = agendas.place_item(item, **_by(request), place=place)
    words = _("“{title}” staat nu op plaats {place} van {all}.")
    all_items = session.agenda.count()
    messages.success(request, words.format(title=moved.title, place=moved.position, all=all_items))
    return redirect(_address(session))


def _take_from_tray(request: HttpRequest, session: Session) -> HttpResponse:
    """Put an accepted proposal at the end of the agenda."""
    key = whole_number(request.POST.get("proposal", ""))
    proposal = Proposal.objects.filter(forum=session.forum, pk=key).first()
    if proposal is None:
        raise Http404
    item = agendas.table_proposal(session, proposal, **_by(request))
    if item is None:
        words = _("Dit voorstel staat al op een agenda, of is ingetrokken.")
        messages.error(request, words)
        return redirect(_address(session))
    words = _("“{title}” staat op de agenda.")
    messages.success(request, words.format(title=item.title))
    return redirect(f"{_address(session)}#punt-{item.pk}")


def _tray(session: Session) -> list[Proposal]:
    """The accepted proposals of the forum that are on no agenda."""
    waiting = Proposal.objects.filter(forum=session.forum).without_agenda()
    rows = waiting.select_related("institution").prefetch_related("conclusions")
    return list(rows.order_by("institution__name", "pk"))


def _agenda_page(
    request: HttpRequest,
    session: Session,
    form: ItemForm,
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    conclusions = PolicyConclusion.objects.select_related("institution").order_by("reference")
    items = session.agenda.prefetch_related(Prefetch("conclusions", conclusions), "presenters")
    ordered = items.order_by("position")
    shown = [ShownItem(at, item) for at, item in starting_times(session.starts_at, ordered)]
    version = version_in_force(session)
    length = session.ends_at - session.starts_at
    minutes = sum(one.item.minutes for one in shown)
    context = {
        "session": session,
        "forum": session.forum,
        "agenda": shown,
        "timing": Timing(minutes, int(length.total_seconds() // 60)),
        "version": version,
        "due": due_cards(session),
        "clashes": clashes_of(session),
        "changes": changes_since(session, version) if version is not None else [],
        "tray": [] if session.is_cancelled or session.is_recorded else _tray(session),
        "form": form,
        "conflict": conflict,
        "focus": _button_to_focus(request, shown),
        "crumbs": crumbs_to(session.forum),
    }
    status = 409 if conflict else status
    return render(request, "forums/organising/agenda.html", context, status=status)


def _button_to_focus(request: HttpRequest, shown: list[ShownItem]) -> tuple[int, str] | None:
    """The button where the keyboard was before the item moved; at an end, the other one."""
    ids = [one.item.pk for one in shown]
    item, knop = whole_number(request.GET.get("punt", "")), request.GET.get("knop", "")
    if item not in ids or knop not in (UP, DOWN):
        return None
    at_end = {UP: ids[0], DOWN: ids[-1]}
    if at_end[knop] == item:
        knop = UP if knop == DOWN else DOWN
    return item, knop


@organisers_only
def agenda_item(request: HttpRequest, forum: str, number: int, item_id: int) -> HttpResponse:
    """An item: its words, and the conclusions it tables, which are searched for here."""
    session = session_or_404(request, forum, number)
    wish = request.POST.get("wish", "")
    if wish == "save" and not session.agenda.filter(pk=item_id).exists():
        # A colleague took it off; what was typed can be put on the agenda again.
        return _agenda_page(request, session, NewItemForm(request.POST), conflict=True)
    item = item_or_404(session, item_id)
    initial = {"title": item.title, "minutes": item.minutes}
    form = ItemForm(request.POST if wish == "save" else None, initial=initial)
    if request.method != "POST":
        return _item_page(request, item, form)
    try:
        done = _carry_out(request, item, form, wish)
    except SessionConflictError:
        return _item_page(request, item, form, conflict=True)
    except SessionIsCancelledError:
        return redirect(_address(session))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.get_full_path())
    return done or _item_page(request, item, form, status=422)


def _carry_out(
    request: HttpRequest, item: AgendaItem, form: ItemForm, wish: str
) -> HttpResponse | None:
    """Do what the button said, and where to go then; nothing when the form is not right."""
    if wish in ("table", "untable"):
        _table(request, item, wish)
        return redirect(request.get_full_path())
    if wish == "remove":
        agendas.remove_item(item, **_by(request))
        said = _("“{title}” is van de agenda.").format(title=item.title)
    elif wish == "save" and form.is_valid():
        agendas.change_item(item, **_by(request), **form.cleaned_data)
        said = _("Bewaard.")
    else:
        return None
    messages.success(request, said)
    return redirect(_address(item.session))


def _table(request: HttpRequest, item: AgendaItem, wish: str) -> None:
    reference = request.POST.get("reference", "")
    known = PolicyConclusion.objects.filter(reference=reference)
    conclusion = known.first() if reference.isprintable() else None  # PostgreSQL knows no NUL
    if conclusion is None:
        raise Http404
    try:
        if wish == "table":
            agendas.table_conclusion(item, conclusion, **_by(request))
            said = _("Conclusie {reference} wordt voorgelegd.")
        else:
            agendas.untable_conclusion(item, conclusion, **_by(request))
            said = _("Conclusie {reference} wordt niet meer voorgelegd.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said.format(reference=reference))


def _item_page(
    request: HttpRequest,
    item: AgendaItem,
    form: ItemForm,
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    session = item.session
    tabled = list(item.conclusions.select_related("institution").order_by("reference"))
    words = tuple(split_words(request.GET.get("q", "")[:200]))
    found = conclusion_finder().find(FinderQuery(words=words, order="nieuwste")) if words else None
    context = {
        "session": session,
        "forum": session.forum,
        "item": item,
        "form": form,
        "tabled": tabled,
        "documents": list(item.documents.order_by("pk")),
        "presenters": list(item.presenters.order_by("pk")),
        "tabled_ids": {one.pk for one in tabled},
        "q": " ".join(words),
        "found": found,
        "conflict": conflict,
        "crumbs": crumbs_to(session.forum, session),
    }
    status = 409 if conflict else status
    return render(request, "forums/organising/item.html", context, status=status)
