"""The agenda of a session: built by buttons, and on each item the conclusions it tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text
from forums.domain import agendas
from forums.domain.agenda_versions import changes_since, version_in_force
from forums.domain.clashes import clashes_of
from forums.domain.deciding import keep_on_agenda
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.meetings import SessionConflictError, SessionIsCancelledError
from forums.domain.proposing import NotOpenError
from forums.domain.withdrawn import withdrawn_from
from forums.forms.sessions import ItemForm, NewItemForm
from forums.records import AgendaItem, Proposal, Session
from forums.views.organising.access import (
    crumbs_to,
    item_of,
    organisers_only,
    session_or_404,
    typed_in,
)
from forums.views.sessions import ShownItem, due_cards, starting_times
from search.contract import FinderQuery
from search.ordering import RELEVANCE
from search.words import split_words
from showcase.domain.fitting import version_seen, whole_number
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
    form = NewItemForm(typed_in(request, wish="add"))
    if request.method != "POST":
        return _agenda_page(request, session, form)
    try:
        done = _change_agenda(request, session, form, wish)
    except (SessionConflictError, DeletedMeanwhileError):
        return _agenda_page(request, session, form, conflict=True)
    except SessionIsCancelledError:
        session.refresh_from_db()
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
    if wish == "keep":
        return _keep(request, session)
    if wish == "add" and form.is_valid():
        item = agendas.add_item(session, **_by(request), **form.cleaned_data)
        forget_kept_text(request)
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
    item = _item_shown(request, session)
    moved = agendas.move_item(item, **_by(request), down=down)
    words = _("“{title}” staat nu op plaats {place} van {all}.")
    all_items = session.agenda.count()
    messages.success(request, words.format(title=moved.title, place=moved.position, all=all_items))
    return redirect(_address(session, punt=moved.pk, knop=DOWN if down else UP))


def _item_shown(request: HttpRequest, session: Session) -> AgendaItem:
    """The item that a button is of.

    Raises:
        DeletedMeanwhileError: a colleague took it off since the page was shown.
    """
    item = item_of(session, whole_number(request.POST.get("item", "")))
    if item is not None:
        return item
    if whole_number(request.POST.get("started_from", "")) == session.version:
        raise Http404
    raise DeletedMeanwhileError


def _place(request: HttpRequest, session: Session) -> HttpResponse:
    """Put an item where it was dragged."""
    item = _item_shown(request, session)
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


def _keep(request: HttpRequest, session: Session) -> HttpResponse:
    """Let what its school withdrew stand on the agenda."""
    key = whole_number(request.POST.get("proposal", ""))
    proposal = Proposal.objects.filter(forum=session.forum, pk=key).first()
    if proposal is None:
        raise Http404
    try:
        keep_on_agenda(proposal, by=user_of(request))
    except NotOpenError:
        messages.error(request, _("De school stelt dit opnieuw voor: kijk na hoe het staat."))
    else:
        messages.success(request, _("Het blijft op de agenda staan."))
    return redirect(_address(session))


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
    gone = withdrawn_from(session)
    length = session.ends_at - session.starts_at
    minutes = sum(one.item.minutes for one in shown)
    context = {
        "session": session,
        "forum": session.forum,
        "agenda": shown,
        "timing": Timing(minutes, int(length.total_seconds() // 60)),
        "version": version,
        "due": due_cards(session),
        "gone": gone,
        "not_kept": {one.pk: one for one in gone.values() if one.kept_at is None}.values(),
        "clashes": clashes_of(session),
        "changes": changes_since(session, version) if version is not None else [],
        "tray": [] if session.is_fixed else _tray(session),
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
    typed = typed_in(request, wish="save")
    item = item_of(session, item_id)
    if item is None:
        return _without_item(request, session, typed, wish)
    initial = {"title": item.title, "minutes": item.minutes}
    form = ItemForm(typed, initial=initial)
    started_from = version_seen(typed, session.version)
    if request.method != "POST":
        return _item_page(request, item, form, started_from)
    try:
        done = _carry_out(request, item, form, wish)
    except (SessionConflictError, DeletedMeanwhileError):
        session.refresh_from_db()
        if item_of(session, item_id) is None:
            done = _without_item(request, session, typed, wish)
        else:
            done = _item_page(request, item, form, session.version, conflict=True)
    except SessionIsCancelledError:
        session.refresh_from_db()
        return _item_page(request, item, form, started_from, status=409)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.get_full_path())
    return done or _item_page(request, item, form, started_from, status=422)


def _without_item(
    request: HttpRequest, session: Session, typed: QueryDict | None, wish: str
) -> HttpResponse:
    """A colleague took the item off, or a first click did; what was typed can be put on again."""
    if request.method != "POST" and typed is None:
        raise Http404
    if wish == "remove":
        messages.info(request, _("Dit punt staat niet meer op de agenda."))
        return redirect(_address(session))
    return _agenda_page(request, session, NewItemForm(typed), conflict=True)


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
        forget_kept_text(request)
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
    started_from: int | None,
    *,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    session = item.session
    tabled = list(item.conclusions.select_related("institution").order_by("reference"))
    words = tuple(split_words(request.GET.get("q", "")[:200]))
    found = conclusion_finder().find(FinderQuery(words=words, order=RELEVANCE)) if words else None
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
        "started_from": started_from or 0,
        "conflict": conflict,
        "crumbs": crumbs_to(session.forum, session),
    }
    status = 409 if conflict else status
    return render(request, "forums/organising/item.html", context, status=status)
