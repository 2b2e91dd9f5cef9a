"""On the desk of who was there: the minutes that are open to their remarks, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.asking import asking_once
from desk.registry import Section
from forums import permissions
from forums.pages import Forum
from forums.records import Session

if TYPE_CHECKING:
    from accounts.records import User

#: More than anybody attends in a week.
MOST = 20


@dataclass(frozen=True)
class Correctable:
    """A session of which the minutes can still be corrected, and what is asked."""

    session: Session
    url: str
    words: str


def context_for(user: User) -> dict[str, Any] | None:
    """The sessions whose minutes ``user`` may propose corrections of, the first to end first."""
    found = Session.objects.open_to_corrections().select_related("forum")
    with asking_once():
        if not permissions.can_organise(user):
            found = found.filter(forum__in=Forum.objects.readable_by(user))
        open_ones = list(found.order_by("corrections_until", "pk"))
        may = permissions.correcting_by_session(user, [one.pk for one in open_ones])
    listed = [Correctable(one, _address(one), _words(one)) for one in open_ones if one.pk in may]
    return {"listed": listed[:MOST]} if listed else None


def _address(session: Session) -> str:
    return reverse("session_minutes", args=[session.forum.slug, session.number])


def _words(session: Session) -> str:
    until = timezone.localtime(session.corrections_until)
    words = _("lees het na. Klopt er iets niet, schrijf een opmerking: dat kan tot {day}")
    return words.format(day=date_format(until, "j F, H:i"))


#: Somebody waits for it, and not for long.
SECTION = Section(
    name="opmerkingen",
    order=55,
    title=gettext_lazy("Verslagen om na te lezen"),  # type: ignore[arg-type]
    template="forums/recorded.html",
    context_for=context_for,
)
