"""On the desk of a reporter: the sessions of which they write the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.registry import Section
from forums.domain.next_steps import for_next_steps
from forums.records import Session

if TYPE_CHECKING:
    from accounts.records import User

#: More than anybody reports.
MOST = 20


@dataclass(frozen=True)
class Reported:
    """A session, and what its reporter does now."""

    session: Session
    url: str
    words: str


def context_for(user: User) -> dict[str, Any] | None:
    """The sessions whose minutes are not final, in time; nothing for who reports none."""
    found = (
        for_next_steps()
        .taking_place()
        .filter(reporter=user, closed_at=None, forum__live=True)
        .select_related("forum")
        .order_by("starts_at", "pk")[:MOST]
    )
    listed = [Reported(one, _address(one), _words(one)) for one in found]
    return {"listed": listed} if listed else None


def _address(session: Session) -> str:
    return reverse("write_minutes", args=[session.forum.slug, session.number])


def _words(session: Session) -> str:
    if session.open_corrections:  # type: ignore[attr-defined]
        return _("beantwoord de opmerkingen")
    now = timezone.now()
    if session.corrections_until is not None:
        if session.corrections_until <= now:
            return _("maak het definitief")
        until = timezone.localtime(session.corrections_until)
        return _("opmerkingen kunnen tot {day}").format(day=date_format(until, "j F, H:i"))
    if session.starts_at > now:
        day = date_format(timezone.localtime(session.starts_at), "j F Y, H:i")
        return _("begint op {day}").format(day=day)
    return _("schrijf het verslag")


SECTION = Section(
    name="verslaggever",
    order=95,
    title=gettext_lazy("Verslagen die je schrijft"),  # type: ignore[arg-type]
    template="forums/recorded.html",
    context_for=context_for,
)
