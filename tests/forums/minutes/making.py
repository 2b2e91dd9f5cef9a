"""A session that is over, with an item that a school opened."""

from __future__ import annotations

from typing import Any

from forums.domain.minutes import (
    Account,
    account_of,
    mark_of_minutes,
    open_corrections,
    write_minutes,
)
from forums.records import AgendaItem, Minutes, Session
from tests.forums.factories import make_forum, make_item, make_session
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

EMPTY = Account().mark
SAID = "De scholen vroegen één formulier. De diensten zagen daar wat in."


def make_presented(school: Any, slug: str = "vraag", **fields: Any) -> AgendaItem:
    """An item of yesterday that tables a conclusion of ``school``; the forum has ``fields``."""
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    forum = make_forum(slug, **fields)
    return make_item(make_session(forum), conclusion, title="Eén formulier")


def latest(session: Session) -> Session:
    """``session`` as it stands, with its forum."""
    return Session.objects.select_related("forum").get(pk=session.pk)


def write(item: AgendaItem, text: str = SAID, *, by: Any, **more: Any) -> Minutes:
    """Write over whatever stands there."""
    standing = account_of(Minutes.objects.filter(item=item).first())
    return write_minutes(
        item, Account(text, more.pop("not_discussed", "")), by=by, shown=standing.mark, **more
    )


def make_corrected(item: AgendaItem, *, by: Any) -> Minutes:
    """Minutes of ``item`` on which corrections are possible."""
    minutes = write(item, by=by)
    open_corrections(item.session, by=by, seen=mark_of_minutes(item.session))
    return Minutes.objects.get(pk=minutes.pk)
