"""What a school withdrew while it stands on an agenda: seen by organisers, who keep it or not."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.records import User
from forums.enums import ProposalState
from forums.querysets import of_session_taking_place
from forums.records import AgendaItem, Proposal, ProposedConclusion, Recommendation, Session
from notifications.mail import send


def withdrawn() -> QuerySet[ProposedConclusion]:
    """The conclusions that a school offered and withdrew, and did not offer again."""
    again = ProposedConclusion.objects.filter(
        forum=OuterRef("forum"), conclusion=OuterRef("conclusion"), is_living=True
    )
    offered = ProposedConclusion.objects.filter(
        proposal__state=ProposalState.WITHDRAWN, proposal__offered_at__isnull=False
    )
    return offered.filter(~Exists(again))


def withdrawn_from(session: Session) -> dict[int, Proposal]:
    """The withdrawn proposals with something on the agenda of ``session``, by its conclusion."""
    rows = withdrawn().filter(forum=session.forum_id, conclusion__agenda_items__session=session)
    listed = rows.select_related("proposal__institution").order_by("proposal")
    return {one.conclusion_id: one.proposal for one in listed}


def agendas_with(proposal: Proposal) -> list[Session]:
    """The sessions of its forum, to come or past, that have something of it on the agenda."""
    items = AgendaItem.objects.filter(
        session=OuterRef("pk"), conclusions__in=proposal.conclusions.all()
    )
    found = Session.objects.filter(Exists(items), forum=proposal.forum_id).taking_place()
    return list(found.order_by("starts_at", "pk"))


def was_discussed(proposal: Proposal) -> bool:
    """Whether a session that has begun talked about it, or a recommendation went out on it."""
    mine = proposal.conclusions.all()
    begun = Q(session__starts_at__lte=timezone.now()) | Q(session__corrections_until__isnull=False)
    talked = AgendaItem.objects.filter(
        of_session_taking_place("session__"),
        begun,
        session__forum=proposal.forum_id,
        conclusions__in=mine,
    )
    recommended = Recommendation.objects.filter(
        forum=proposal.forum_id, published_on__isnull=False, based_on__in=mine
    )
    return talked.exists() or recommended.exists()


def tell_withdrawn(proposal: Proposal) -> None:
    """Mail whoever organises that what they accepted is withdrawn, and where it stands."""
    context = {
        "proposal": proposal,
        "forum": proposal.forum,
        "sessions": agendas_with(proposal),
    }
    for one in User.objects.moderators().order_by("email"):
        send("forums/mail/proposal_withdrawn", one, context)
