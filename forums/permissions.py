"""Who may do what on a forum: it follows from role, mandate, access and phase, here alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from accounts.asking import answered_once
from accounts.permissions import Visitor, is_administrator, is_moderator
from accounts.records import User
from forums.enums import (
    PUBLIC_ACCESS,
    RUNNING_PHASES,
    Access,
    ContributionState,
    Phase,
    ProposalState,
)
from forums.records.agenda_versions import PublishedItem
from forums.records.members import Membership
from forums.records.presenters import Presenter
from forums.records.registrations import Registration
from institutions.permissions import (
    can_edit_institution_space,
    institutions_edited_by,
    institutions_of,
    own_institutions,
)
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import (
        AgendaDocument,
        Contribution,
        Hiding,
        Proposal,
        Recommendation,
        Session,
    )
    from institutions.records import Institution


def can_see_forum(user: Visitor, forum: Forum) -> bool:
    """Read a forum: everybody once it is live, unless it is for members alone; organisers always.

    `forums.querysets.of_readable_forum` asks the database the same of everybody, and
    `ForumQuerySet.readable_by` of one person.
    """
    if forum.live and forum.access in PUBLIC_ACCESS:
        return True
    return can_organise(user) or (forum.live and is_member(user, forum))


@answered_once
def is_member(user: Visitor, forum: Forum) -> bool:
    """Whether ``user`` is a member: as a person, or by an institution they speak for today."""
    return Membership.objects.of(user).filter(forum=forum.pk).exists()


def can_see_agenda_document(user: Visitor, document: AgendaDocument) -> bool:
    """Read a document of an item, its session and forum fetched: who may read the session, once
    the item stands on the agenda in force; organisers before that too.
    """
    session = document.item.session
    if can_organise(user):
        return True
    if not can_see_forum(user, session.forum):
        return False
    in_force = PublishedItem.objects.in_force().filter(version__session=session.pk)
    return in_force.filter(key=document.item_id).exists()


def can_take_part(user: Visitor, forum: Forum, phases: Collection[Phase] = RUNNING_PHASES) -> bool:
    """Bring something in, while the forum is in one of ``phases``.

    Everybody with an account does where it is public; elsewhere members, and who organises. What
    is said in public also takes a mandate: whoever asks this for that asks `institutions_of` too.
    """
    if not forum.live or forum.phase not in phases:
        return False
    return is_admitted(user, forum)


def is_admitted(user: Visitor, forum: Forum) -> bool:
    """Whether ``user`` is among those who take part, whatever the phase."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return forum.access == Access.PUBLIC or can_organise(user) or is_member(user, forum)


def can_propose(user: Visitor, forum: Forum) -> bool:
    """Offer conclusions of a school: who works for one and takes part, while the call runs."""
    return can_take_part(user, forum, {Phase.CALL}) and bool(institutions_edited_by(user))


def can_offer(user: Visitor, forum: Forum, institution: Institution) -> bool:
    """Offer conclusions of ``institution``: who works for it and takes part, during the call."""
    return can_take_part(user, forum, {Phase.CALL}) and can_edit_institution_space(
        user, institution
    )


def can_withdraw_proposal(user: Visitor, proposal: Proposal) -> bool:
    """Take a proposal back: who works for its school, in any phase; who organises takes back what
    the school was asked, as long as it did not answer."""
    if can_edit_institution_space(user, proposal.institution):
        return True
    return proposal.state == ProposalState.INVITED and can_organise(user)


def can_decide_on(user: Visitor, proposal: Proposal) -> bool:
    """Decide on a proposal: who organises, and never on one of their own institution."""
    return can_organise(user) and not _speak_for_any(user, [proposal.institution])


def can_organise(user: Visitor) -> bool:
    """Prepare and run forums: moderators, whichever of the two organises, and administrators."""
    return is_moderator(user) or is_administrator(user)


def can_correct_promise(user: Visitor, forum: Forum, promisers: Iterable[Institution]) -> bool:
    """Correct what an open forum promises: who organises, and speaks for none of those that
    promised an answer or will (``promisers``)."""
    return can_organise(user) and not _speak_for_any(user, [*forum.promised_by.all(), *promisers])


def can_contribute(user: Visitor, forum: Forum) -> bool:
    """Say something in the discussion: who takes part while it runs, and speaks for somebody."""
    return can_take_part(user, forum) and bool(institutions_of(user))


def can_rewrite(user: Visitor, contribution: Contribution) -> bool:
    """Rewrite a contribution: its author, for half an hour, while the discussion runs."""
    return (
        contribution.state != ContributionState.HIDDEN
        and is_author(user, contribution)
        and contribution.editable_until > timezone.now()
        and can_take_part(user, contribution.forum)
    )


def is_author(user: Visitor, contribution: Contribution) -> bool:
    """Whether ``user`` wrote it."""
    return isinstance(user, User) and user.is_active and user.pk == contribution.mandate.user_id


def can_moderate(user: Visitor, contribution: Contribution) -> bool:
    """Look at a contribution, publish or hide it: who organises, never for their own institution
    and never their own words."""
    return (
        can_organise(user)
        and not is_author(user, contribution)
        and not _speak_for_any(user, [contribution.mandate.institution])
    )


def can_appeal(user: Visitor, hiding: Hiding) -> bool:
    """Ask that another moderator looks again: the author, once."""
    return hiding.appealed_at is None and is_author(user, hiding.contribution)


def can_undo_hiding(user: Visitor, hiding: Hiding) -> bool:
    """Take back that it was hidden: who hid it, as long as nobody decided on an appeal."""
    is_own = user.pk is not None and hiding.hidden_by_id == user.pk
    return is_own and hiding.decided_at is None and can_moderate(user, hiding.contribution)


def can_decide_appeal(user: Visitor, hiding: Hiding) -> bool:
    """Decide on an appeal: who may moderate it, and is not who hid it."""
    return hiding.hidden_by_id != getattr(user, "pk", None) and can_moderate(
        user, hiding.contribution
    )


def can_register(user: Visitor, forum: Forum) -> bool:
    """Come to its sessions: anybody to those of a public forum, else who takes part in it."""
    return forum.live and (forum.access == Access.PUBLIC or is_admitted(user, forum))


def can_cancel_registration(user: Visitor, registration: Registration) -> bool:
    """Cancel it by name: whose it is, and who organises. Who has its address needs no name."""
    is_own = user.pk is not None and registration.user_id == user.pk
    return is_own or can_organise(user)


def may_hear_of(registration: Registration) -> bool:
    """Whether whose it is may (still) read what its forum says: in mails and in calendars."""
    return can_see_forum(registration.user or AnonymousUser(), registration.session.forum)


def can_publish_recommendation(user: Visitor, recommendation: Recommendation) -> bool:
    """Put it out: who organises, and speaks for none of those to whom it is addressed."""
    return can_organise(user) and not _speak_for_any(user, recommendation.addressees.all())


def can_record_response(user: Visitor, institution: Institution) -> bool:
    """Note what ``institution`` answered: who organises, and never for their own institution."""
    return can_organise(user) and not _speak_for_any(user, [institution])


def _speak_for_any(user: Visitor, institutions: Iterable[Institution]) -> bool:
    """Whether ``user`` speaks for one of these or one in which it went up, or did this year."""
    mine = own_institutions(user)
    return any({one.pk, one.merged_into_id} & mine for one in institutions)


def can_write_minutes(user: Visitor, session: Session) -> bool:
    """Write the minutes of ``session``: its reporter, and who organises."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.pk == session.reporter_id or can_organise(user)


def can_read_minutes(user: Visitor, session: Session) -> bool:
    """Read them, by who may read the forum: once they are final; before that who writes them, who
    was there once corrections are possible, and everybody where the forum lets them grow in sight,
    from the moment that a session with a published agenda begins. A session that was called off
    has none.
    """
    if session.is_cancelled:
        return False
    if session.closed_at is not None or can_write_minutes(user, session):
        return True
    if session.forum.minutes_grow and (session.is_recorded or _follows_an_agenda(session)):
        return True
    return session.is_recorded and may_propose_correction(user, session)


def can_read_working_agenda(user: Visitor, session: Session) -> bool:
    """Read the items as they stand, published or not: who writes on them; everybody who reads the
    minutes once they went out for correction, as the agenda is fixed then.
    """
    return session.is_recorded or can_write_minutes(user, session)


def _follows_an_agenda(session: Session) -> bool:
    """Whether it began, and everybody can read what it talks about."""
    return session.agenda_version > 0 and session.starts_at <= timezone.now()


def may_propose_correction(user: Visitor, session: Session) -> bool:
    """Propose corrections of its minutes: who speaks for an institution that was there, and who
    opened an item for none."""
    return bool(correcting_institutions(user, session))


def correcting_institutions(user: Visitor, session: Session) -> frozenset[int | None]:
    """For which institutions ``user`` proposes corrections: those whose conclusions were tabled,
    those that opened an item and those that were present; and, of an item that they opened
    themselves, the institution for which they did. None stands for themselves: they opened an item
    for no institution of the register.
    """
    return correcting_by_session(user, [session.pk]).get(session.pk, frozenset())


def correcting_by_session(
    user: Visitor, sessions: Collection[int]
) -> dict[int, frozenset[int | None]]:
    """The same of several sessions at once, by their keys; those where ``user`` proposes none are
    not in it.
    """
    if not isinstance(user, User) or not user.is_active or not sessions:
        return {}
    mine = institutions_of(user)
    opened = Presenter.objects.filter(
        Q(institution__in=mine) | Q(user=user), item__session__in=sessions
    ).values_list("item__session_id", "institution_id")
    found = opened.order_by()
    if mine:
        presenting = PolicyConclusion.objects.filter(
            agenda_items__session__in=sessions, institution__in=mine
        ).values_list("agenda_items__session_id", "institution_id")
        present = Registration.objects.filter(
            session__in=sessions, attended=True, institution__in=mine
        ).values_list("session_id", "institution_id")
        found = found.union(presenting.order_by(), present.order_by())
    by_session: dict[int, set[int | None]] = defaultdict(set)
    for session, institution in found:
        by_session[session].add(institution)
    return {session: frozenset(theirs) for session, theirs in by_session.items()}


def can_answer_correction(user: Visitor, session: Session, institution: Institution | None) -> bool:
    """Take over or refuse what ``institution``, or a presenter without one, proposes: who writes,
    and never of their own institution."""
    theirs = [institution] if institution is not None else []
    return can_write_minutes(user, session) and not _speak_for_any(user, theirs)
