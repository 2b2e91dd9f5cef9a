"""The page of a session: when, where, and its agenda in force; and the versions before that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from forums import permissions
from forums.domain.due_answers import due_answers
from forums.domain.following import FollowedRecommendation
from forums.records import (
    AgendaDocument,
    AgendaItem,
    AgendaVersion,
    PublishedItem,
    Recommendation,
    Session,
)
from forums.trail import answer_stations
from forums.views.finding import crumbs_below, forum_or_404, kept_by_no_cache
from forums.views.forums import shown_recommendation
from forums.views.registering.showing import door_of
from showcase.records import PolicyConclusion
from showcase.trail import Trail, trails_of
from showcase.views.cards import Card

Item = TypeVar("Item", AgendaItem, PublishedItem)


@dataclass(frozen=True)
class Tabled:
    """A conclusion on the agenda, and what happened with it."""

    conclusion: PolicyConclusion
    trail: Trail


@dataclass(frozen=True)
class ShownItem:
    """An item of the agenda, with the time at which it begins and what it tables."""

    starts_at: datetime
    item: AgendaItem | PublishedItem
    tabled: tuple[Tabled, ...] = ()
    documents: tuple[AgendaDocument, ...] = ()

    @property
    def key(self) -> int:
        """What the item is known by, from version to version."""
        return self.item.key if isinstance(self.item, PublishedItem) else self.item.pk


@kept_by_no_cache
@require_safe
def session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """A session of a forum that the visitor may read."""
    session, versions = _found(request, forum, number)
    found = session.forum
    version = versions[-1] if versions else None
    context = {
        "crumbs": crumbs_below(found),
        "forum": found,
        "session": session,
        "is_past": session.ends_at < timezone.now(),
        "has_minutes": permissions.can_read_minutes(request.user, session),
        "may_write": permissions.can_write_minutes(request.user, session),
        "version": version,
        "earlier": versions[:-1],
        "due": due_cards(session),
        "agenda": _with_documents(session, _agenda(version, session.starts_at)),
        "door": door_of(request, session),
    }
    return TemplateResponse(request, "forums/session.html", context)


@kept_by_no_cache
@require_safe
def agenda_version(request: HttpRequest, forum: str, number: int, version: int) -> HttpResponse:
    """The agenda of a session as it was published, with what it changed."""
    session, versions = _found(request, forum, number)
    shown = next((one for one in versions if one.number == version), None)
    if shown is None:
        raise Http404
    context = {
        "crumbs": crumbs_below(session.forum, session),
        "forum": session.forum,
        "session": session,
        "version": shown,
        "in_force": versions[-1],
        "others": [one for one in versions if one != shown],
        "agenda": _agenda(shown, shown.starts_at),
    }
    return TemplateResponse(request, "forums/agenda_version.html", context)


def _found(request: HttpRequest, forum: str, number: int) -> tuple[Session, list[AgendaVersion]]:
    """A session of a forum that the visitor may read, and every version of its agenda in order."""
    found = forum_or_404(request, forum)
    sessions = Session.objects.select_related("registration_rules")
    session: Session | None = sessions.filter(forum=found, number=number).first()
    if session is None:
        raise Http404
    session.forum = found
    return session, list(session.agenda_versions.order_by("number"))


def due_cards(session: Session) -> list[Card]:
    """The standing item of an agenda, each recommendation with who is silent and for how long."""
    return [_due_card(session, *due) for due in due_answers(session)]


def _due_card(
    session: Session, recommendation: Recommendation, followed: FollowedRecommendation
) -> Card:
    """Of another forum, that one is named."""
    other = recommendation.forum_id != session.forum_id
    silent = [f"{one.who}: {one.when}" for one in answer_stations(followed)]
    card = shown_recommendation(recommendation, followed)
    meta = (recommendation.forum.title, *card.meta) if other else card.meta
    return replace(card, meta=meta, words=", ".join(silent))


def _agenda(version: AgendaVersion | None, starts_at: datetime) -> list[ShownItem]:
    """What a version lays before a session that begins at ``starts_at``."""
    if version is None:
        return []
    conclusions = PolicyConclusion.objects.select_related("institution", "project__archival")
    ordered = conclusions.prefetch_related("policy_levels").order_by("reference")
    items = version.items.prefetch_related(
        Prefetch("conclusions", ordered), "presenters__presenter"
    )
    return list(timed(starts_at, items.order_by("position")))


def _with_documents(session: Session, agenda: list[ShownItem]) -> list[ShownItem]:
    """The agenda in force, each item with its documents."""
    listed = defaultdict(list)
    for document in AgendaDocument.objects.filter(item__session=session).order_by("pk"):
        document.item = AgendaItem(pk=document.item_id, session=session)
        listed[document.item_id].append(document)
    return [replace(one, documents=tuple(listed[one.key])) for one in agenda]


def timed(begins: datetime, items: Iterable[PublishedItem]) -> Iterator[ShownItem]:
    """The agenda with its times and the trails of what it tables."""
    listed = list(items)
    trails = trails_of([one for item in listed for one in item.conclusions.all()])
    for starts_at, item in starting_times(begins, listed):
        tabled = tuple(Tabled(one, trails[one.pk]) for one in item.conclusions.all())
        yield ShownItem(starts_at, item, tabled)


def starting_times(begins: datetime, items: Iterable[Item]) -> Iterator[tuple[datetime, Item]]:
    """Each item with its time: it begins where the one before ends."""
    starts_at = begins
    for item in items:
        yield starts_at, item
        starts_at += timedelta(minutes=item.minutes)
