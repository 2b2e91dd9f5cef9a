"""The mails about minutes: to who writes them, to who was there, and to who asked a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from accounts.records import User
from forums import permissions
from forums.records import Presenter, Registration
from institutions.records import Mandate
from notifications.mail import send
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from forums.records import Correction, Session


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


def tell_reporter(session: Session, *, by: User) -> None:
    """Mail the reporter of ``session`` that they are; nobody when ``by`` named themselves."""
    reporter = session.reporter
    if reporter is None or reporter == by or not reporter.is_active:
        return
    send("forums/mail/reporter_named", reporter, _about(session, "write_minutes"))


def tell_of_proposal(correction: Correction, session: Session, *, by: User) -> None:
    """Mail that there is a correction to answer: the reporter, or else who wrote the passage last;
    nobody who proposed it (``by``) or may not answer it.
    """
    last = correction.minutes.revisions.order_by("-number").first()
    writer = session.reporter or (last.written_by if last is not None else None)
    if writer is None or writer == by or not writer.is_active:
        return
    if not permissions.can_answer_correction(writer, session, correction.institution):
        return
    context = _about(session, "write_minutes", correction)
    send("forums/mail/correction_proposed", writer, context)


def tell_of_answer(correction: Correction, session: Session) -> None:
    """Mail who proposed a correction that it was taken over, or why not."""
    proposer = correction.proposed_by
    if proposer is None or not proposer.is_active:
        return
    if permissions.can_see_forum(proposer, session.forum):
        context = _about(session, "session_minutes", correction)
        send("forums/mail/correction_answered", proposer, context)


def _about(session: Session, page: str, correction: Correction | None = None) -> dict[str, Any]:
    """What a mail needs; ``path`` leads to the correction itself."""
    place = f"#opmerking-{correction.pk}" if correction is not None else ""
    path = reverse(page, args=[session.forum.slug, session.number])
    return {
        "session": session,
        "forum": session.forum,
        "correction": correction,
        "path": f"{path}{place}",
    }


def who_may_correct(session: Session) -> list[User]:
    """Who speaks for an institution that was there or opened an item, and who did so themselves,
    also for none;
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
