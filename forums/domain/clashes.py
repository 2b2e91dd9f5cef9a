"""Who would be at two meetings at once: presenters of sessions that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from forums.records import AgendaItem, Presenter, Session


@dataclass(frozen=True)
class Clash:
    """A presenter of an item who presents elsewhere at that time."""

    presenter: Presenter
    item: AgendaItem
    session: Session
    """The other session, with its forum."""
    starts_at: datetime
    """When they present there."""


def clashes_of(session: Session) -> list[Clash]:
    """The presenters of ``session`` who open another item at the same time, in another session
    that takes place: by their account, by name and institution, or an institution that is named
    alone on both. For organisers: it looks into every forum.
    """
    if session.is_cancelled:
        return []
    overlapping = Session.objects.taking_place().exclude(pk=session.pk)
    others = overlapping.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    elsewhere = list(others.select_related("forum").prefetch_related(_agenda()).order_by("pk"))
    if not elsewhere:
        return []
    [here] = Session.objects.filter(pk=session.pk).prefetch_related(_agenda())
    return [
        Clash(presenter, item, other, begins)
        for item, start, end, presenter in _presenting(here)
        for other in elsewhere
        for _item, begins, ends, same in _presenting(other)
        if start < ends and begins < end and presenter.keys & same.keys
    ]


def _agenda() -> Prefetch[str]:
    items = AgendaItem.objects.order_by("position").prefetch_related("presenters")
    return Prefetch("agenda", items)


def _presenting(session: Session) -> Iterator[tuple[AgendaItem, datetime, datetime, Presenter]]:
    """Each presenter with the item, and from when until when it runs."""
    begins = session.starts_at
    for item in session.agenda.all():
        ends = begins + timedelta(minutes=item.minutes)
        for presenter in item.presenters.all():
            yield item, begins, ends, presenter
        begins = ends
