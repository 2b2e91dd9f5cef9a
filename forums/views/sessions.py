"""The page of a session: when, where, and its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.records import AgendaItem, Session
from forums.views.finding import forum_or_404
from showcase.records import PolicyConclusion


@dataclass(frozen=True)
class ShownItem:
    """An item of the agenda, with the time at which it begins."""

    starts_at: datetime
    item: AgendaItem


@require_safe
def session(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """A session of a forum that the visitor may read."""
    found = forum_or_404(request, forum)
    session = Session.objects.filter(forum=found, number=number).first()
    if session is None:
        raise Http404
    session.forum = found
    conclusions = PolicyConclusion.objects.select_related("institution").order_by("reference")
    items = session.agenda.prefetch_related(Prefetch("conclusions", conclusions))
    crumbs = [(_("Overlegfora"), reverse("forums")), (found.title, found.get_absolute_url())]
    context = {
        "crumbs": crumbs,
        "forum": found,
        "session": session,
        "is_past": session.ends_at < timezone.now(),
        "agenda": list(timed(session, items.order_by("position"))),
    }
    return TemplateResponse(request, "forums/session.html", context)


def timed(session: Session, items: Iterable[AgendaItem]) -> Iterator[ShownItem]:
    """The agenda with its times: each item begins where the one before ends."""
    starts_at = session.starts_at
    for item in items:
        yield ShownItem(starts_at, item)
        starts_at += timedelta(minutes=item.minutes)
