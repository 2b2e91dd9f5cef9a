"""The mail to who was there, when the minutes of a session are open to corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from accounts.records import User
from forums import permissions
from forums.records import Presenter, Registration
from institutions.records import Mandate
from notifications.mail import send
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from forums.records import Session


def tell_of_corrections(session: Session, *, but: User) -> int:
    """Mail everybody who may propose corrections until when; say how many. Whoever opened them
    (``but``) knows. The caller sees to it that this is done once.
    """
    path = reverse("session_minutes", args=[session.forum.slug, session.number])
    context = {"session": session, "forum": session.forum, "path": path}
    told = [one for one in who_may_correct(session) if one.pk != but.pk]
    for one in told:
        send("forums/mail/corrections_open", one, context)
    return len(told)


def who_may_correct(session: Session) -> list[User]:
    """Who speaks for an institution that was there or opened an item, and who did so themselves;
    each of them may read the forum."""
    tabled = PolicyConclusion.objects.filter(agenda_items__session=session.pk)
    present = Registration.objects.filter(session=session.pk, attended=True)
    opened = Presenter.objects.filter(item__session=session.pk)
    speaking = Mandate.objects.active().filter(
        Q(institution__in=tabled.order_by().values("institution"))
        | Q(institution__in=present.order_by().values("institution"))
        | Q(institution__in=opened.order_by().values("institution"))
    )
    people = User.objects.filter(
        Q(pk__in=speaking.values("user")) | Q(pk__in=opened.order_by().values("user")),
        is_active=True,
    ).order_by("pk")
    return [one for one in people if _may(one, session)]


def _may(user: User, session: Session) -> bool:
    return permissions.may_propose_correction(user, session) and permissions.can_see_forum(
        user, session.forum
    )
