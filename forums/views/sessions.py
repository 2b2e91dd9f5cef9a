"""The page of a session: when, where, and its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from forums import permissions
from forums.records import AgendaItem, Session
from forums.views.finding import crumbs_below, forum_or_404
from forums.views.registering.showing import door_of
from showcase.records import PolicyConclusion
from showcase.trail import Trail, trails_of


@dataclass(frozen=True)
class Tabled:
    """A conclusion on the agenda, and what happened with it."""

    conclusion: PolicyConclusion
    trail: Trail


@dataclass(frozen=True)
class ShownItem:
    """An item of the agenda, with the time at which it begins and what it tables."""

    starts_at: datetime
    item: AgendaItem
    tabled: tuple[Tabled, ...] = ()


@require_safe
def session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """A session of a forum that the visitor may read."""
    found = forum_or_404(request, forum)
    sessions = Session.objects.select_related("registration_rules")
    session = sessions.filter(forum=found, number=number).first()
    if session is None:
        raise Http404
    session.forum = found
    conclusions = PolicyConclusion.objects.select_related("institution", "project__archival")
    ordered = conclusions.prefetch_related("policy_levels").order_by("reference")
    items = session.agenda.prefetch_related(Prefetch("conclusions", ordered)).order_by("position")
    crumbs = crumbs_below(found)
    context = {
        "crumbs": crumbs,
        "forum": found,
        "session": session,
        "is_past": session.ends_at < timezone.now(),
        "has_minutes": permissions.can_read_minutes(request.user, session),
        "may_write": permissions.can_write_minutes(request.user, session),
        "agenda": list(timed(session, items)),
        "door": door_of(request, session),
    }
    return TemplateResponse(request, "forums/session.html", context)


def timed(session: Session, items: Iterable[AgendaItem]) -> Iterator[ShownItem]:
    """The agenda with its times and the trails of what it tables."""
    listed = list(items)
    trails = trails_of([one for item in listed for one in item.conclusions.all()])
    for starts_at, item in starting_times(session, listed):
        tabled = tuple(Tabled(one, trails[one.pk]) for one in item.conclusions.all())
        yield ShownItem(starts_at, item, tabled)


def starting_times(
    session: Session, items: Iterable[AgendaItem]
) -> Iterator[tuple[datetime, AgendaItem]]:
    """Each item with its time: it begins where the one before ends."""
    starts_at = session.starts_at
    for item in items:
        yield starts_at, item
        starts_at += timedelta(minutes=item.minutes)
