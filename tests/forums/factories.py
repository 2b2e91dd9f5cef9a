"""The smallest forums the database accepts."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.enums import Role
from accounts.records import User
from forums.domain.building import build_forums_index
from forums.domain.indexing import index_recommendations
from forums.domain.recommending import Wording, start_recommendation
from forums.enums import (
    DECISIONS,
    LIVING_STATES,
    ContributionState,
    Format,
    Ground,
    Mode,
    Position,
    ProposalState,
    RegistrationState,
    SpeaksFor,
)
from forums.pages import Forum, ForumsIndexPage
from forums.records import (
    AgendaDocument,
    AgendaItem,
    AgendaVersion,
    Contribution,
    Hiding,
    Membership,
    Minutes,
    MinutesRevision,
    PolicyResponse,
    Presenter,
    Proposal,
    ProposedConclusion,
    PublishedItem,
    Recommendation,
    Registration,
    RegistrationRules,
    Session,
)
from institutions.enums import InstitutionKind
from institutions.records import Institution
from tests.accounts.factories import make_user
from tests.institutions.factories import make_institution
from tests.showcase.factories import make_index, make_term
from tests.showcase.files.samples import PDF
from vocabularies.enums import Scheme

_count = itertools.count(1)


def make_forums_index() -> ForumsIndexPage:
    return build_forums_index(make_index().get_parent().specific)


def make_forum(slug: str = "", *, promised_by: Any = (), organisers: Any = (), **fields: Any):
    """A public forum in the middle of its period; ``fields`` overwrite."""
    slug = slug or f"forum-{next(_count)}"
    today = timezone.localdate()
    forum = Forum(
        **{
            "title": slug.replace("-", " "),
            "slug": slug,
            "question": "Wat hebben scholen nodig?",
            "starts_on": today - timedelta(days=30),
            "ends_on": today + timedelta(days=30),
            **fields,
        }
    )
    forum.promised_by = list(promised_by)
    forum.organisers = list(organisers)
    made = make_forums_index().add_child(instance=forum)
    return Forum.objects.get(pk=made.pk)


def make_session(forum: Forum, **fields: Any) -> Session:
    """A meeting on site, yesterday."""
    number = forum.sessions.count() + 1
    starts_at = fields.pop("starts_at", timezone.now() - timedelta(days=1))
    return Session.objects.create(
        **{
            "forum": forum,
            "number": number,
            "title": f"Bijeenkomst {number}",
            "format": Format.ON_SITE,
            "place": "Brussel",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            **fields,
        }
    )


def make_item(
    session: Session,
    *conclusions: Any,
    is_published: bool = True,
    opened: Any = (),
    **fields: Any,
) -> AgendaItem:
    """A part of the agenda of half an hour, with the conclusions it tables and, for each of
    ``opened``, a presenter.

    It stands on the first version too, unless organisers still work on it.
    """
    position = session.agenda.count() + 1
    opened_by = fields.pop("opened_by", "")
    item = AgendaItem.objects.create(
        **{
            "session": session,
            "position": position,
            "title": f"Punt {position}",
            "minutes": 30,
            **fields,
        }
    )
    item.conclusions.set(conclusions)
    presenters = [{"institution_name": opened_by}] if opened_by else opened
    for one in presenters:
        make_presenter(item, **one)
    if is_published:
        _publish(item)
    return item


def _publish(item: AgendaItem) -> None:
    session = item.session
    made, _new = AgendaVersion.objects.get_or_create(
        session=session,
        number=1,
        defaults={
            name: getattr(session, name) for name in ("starts_at", "ends_at", "format", "place")
        },
    )
    session.agenda_version = 1
    session.save(update_fields=["agenda_version"])
    words = {name: getattr(item, name) for name in ("position", "title", "minutes")}
    published = PublishedItem.objects.create(version=made, key=item.pk, **words)
    published.conclusions.set(item.conclusions.all())
    for one in item.presenters.all():
        published.presenters.create(presenter=one, institution_name=one.institution_name)


def make_document(item: AgendaItem, content: bytes = PDF, **fields: Any) -> AgendaDocument:
    """A PDF with ``item``."""
    return AgendaDocument.objects.create(
        **{
            "item": item,
            "title": "Cijfers",
            "file": ContentFile(content, "cijfers.pdf"),
            "filename": "cijfers.pdf",
            "kind": "pdf",
            "size": len(content),
            "digest": sha256(content).hexdigest(),
            **fields,
        }
    )


def make_presenter(item: AgendaItem, **fields: Any) -> Presenter:
    """Who opens ``item``; a name is public by ``named_until`` only."""
    named = fields.get("named_until") is not None
    return Presenter.objects.create(
        **{"item": item, "consented_at": timezone.now() if named else None, **fields}
    )


def make_recommendation(
    forum: Forum,
    *conclusions: Any,
    asks_answer: bool = True,
    addressees: Any = (),
    **fields: Any,
) -> Recommendation:
    """A published recommendation to the Flemish government, or to schools."""
    level = "vlaams" if asks_answer else "school"
    made = Recommendation.objects.create(
        **{
            "forum": forum,
            "number": forum.recommendations.count() + 1,
            "statement": "Maak het duidelijk.",
            "policy_level": make_term(
                Scheme.POLICY_LEVELS, level, extra={"asks_answer": asks_answer}
            ),
            "policy_domain": make_term(Scheme.POLICY_DOMAINS, "talenbeleid"),
            "published_on": timezone.localdate() - timedelta(days=10),
            **fields,
        }
    )
    made.based_on.set(conclusions)
    made.addressees.set(addressees)
    index_recommendations([made.pk])
    return made


def whole_wording(
    *conclusions: Any, asks_answer: bool = True, addressees: Any = (), **fields: Any
) -> Wording:
    """Words in which only who is to answer may be missing."""
    level = "vlaams" if asks_answer else "school"
    return Wording(
        **{
            "statement": "Maak het duidelijk.",
            "policy_level": make_term(
                Scheme.POLICY_LEVELS, level, extra={"asks_answer": asks_answer}
            ),
            "policy_domain": make_term(Scheme.POLICY_DOMAINS, "talenbeleid"),
            "based_on": frozenset(conclusions),
            "addressees": frozenset(addressees),
            **fields,
        }
    )


def make_draft(forum: Forum, wording: Wording | None = None) -> Recommendation:
    """A recommendation still being written: one sentence, unless ``wording`` says more."""
    return start_recommendation(
        forum, wording or Wording(statement="Schrijf het op."), by=make_organiser()
    )


def make_organiser() -> User:
    """Somebody who organises and speaks for no institution."""
    return make_user(role=Role.ADMINISTRATOR)


def make_office(name: str = "Departement") -> Institution:
    """An institution that can answer."""
    return make_institution(name, kind=InstitutionKind.ADMINISTRATION)


def make_response(
    recommendation: Recommendation, institution: Institution, **fields: Any
) -> PolicyResponse:
    """An answer that takes the recommendation up."""
    return PolicyResponse.objects.create(
        **{
            "recommendation": recommendation,
            "institution": institution,
            "speaks_for": SpeaksFor.ADMINISTRATION,
            "position": Position.TAKEN_UP,
            "text": "Dat doen we.",
            "what": "een omzendbrief",
            "due_on": date(2027, 1, 1),
            "answered_on": timezone.localdate(),
            **fields,
        }
    )


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Brussels."""
    return timezone.make_aware(datetime(year, month, day, hour, minute))


def make_rules(session: Session, **fields: Any) -> RegistrationRules:
    """``session`` takes registrations, without any limit; ``fields`` overwrite."""
    return RegistrationRules.objects.create(session=session, **fields)


def make_coming_session(forum: Forum | None = None, **fields: Any) -> Session:
    """A meeting in ten days that takes registrations; limits of the rules among ``fields``."""
    limits = ("closes_at", "places_on_site", "places_online", "most_per_institution")
    rules = {name: fields.pop(name) for name in limits if name in fields}
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=10))
    session = make_session(forum or make_forum(), starts_at=starts_at, **fields)
    make_rules(session, **rules)
    return session


def make_registration(session: Session, **fields: Any) -> Registration:
    """Somebody with a place; ``fields`` overwrite."""
    number = next(_count)
    return Registration.objects.create(
        **{
            "session": session,
            "name": f"Deelnemer {number}",
            "email": f"deelnemer{number}@voorbeeld.example",
            "institution_name": f"Instelling {number}",
            "capacity": "directie",
            "mode": Mode.ON_SITE,
            "state": RegistrationState.CONFIRMED,
            "seat": session.registrations.count() + 1,
            "joined_at": timezone.now(),
            "confirmed_at": timezone.now(),
            **fields,
        }
    )


def make_member(forum: Forum, who: Any) -> Membership:
    """An institution or a person on the list of members of ``forum``."""
    kind = "institution" if isinstance(who, Institution) else "user"
    return Membership.objects.create(forum=forum, **{kind: who})


def make_contribution(forum: Forum, author: Any, **fields: Any) -> Contribution:
    """What ``author`` says by their mandate; it stands there."""
    state = fields.setdefault("state", ContributionState.PUBLISHED)
    stands = state != ContributionState.WAITING
    return Contribution.objects.create(
        **{
            "forum": forum,
            "mandate": author.mandates.first(),
            "text": "Bij ons werkt het zo.",
            "published_at": timezone.now() if stands else None,
            **fields,
        }
    )


def make_hiding(contribution: Contribution, by: Any = None, **fields: Any) -> Hiding:
    """A contribution that a moderator hid."""
    Contribution.objects.filter(pk=contribution.pk).update(state=ContributionState.HIDDEN)
    contribution.state = ContributionState.HIDDEN
    return Hiding.objects.create(
        **{
            "contribution": contribution,
            "ground": Ground.OFF_TOPIC,
            "words": "Dit gaat over iets anders.",
            "hidden_by": by,
            **fields,
        }
    )


def make_minutes(item: AgendaItem, text: str = "Zo was het.", **fields: Any) -> Minutes:
    """What was said on ``item``, in its first revision."""
    minutes = Minutes.objects.create(item=item, text=text, version=1, **fields)
    MinutesRevision.objects.create(
        minutes=minutes, number=1, text=text, not_discussed=minutes.not_discussed
    )
    return minutes


def make_calling(slug: str = "", **fields: Any) -> Forum:
    """A public forum, open to everybody, whose call runs."""
    today = timezone.localdate()
    call = {
        "call_opens_on": today - timedelta(days=3),
        "call_closes_on": today + timedelta(days=3),
    }
    return make_forum(slug, **{**call, **fields})


def make_proposal(forum: Forum, *conclusions: Any, **fields: Any) -> Proposal:
    """What the school of these conclusions offers ``forum``; ``fields`` overwrite."""
    state = fields.get("state", ProposalState.OFFERED)
    now = timezone.now()
    made = Proposal.objects.create(
        **{
            "forum": forum,
            "institution": conclusions[0].institution,
            "motivation": "Omdat het hier over gaat.",
            "state": state,
            "invited_at": now if state == ProposalState.INVITED else None,
            "offered_at": None if state == ProposalState.INVITED else now,
            "decided_at": now if state in DECISIONS else None,
            "withdrawn_at": now if state == ProposalState.WITHDRAWN else None,
            "reason": "Past niet." if state == ProposalState.DECLINED else "",
            **fields,
        }
    )
    ProposedConclusion.objects.bulk_create(
        ProposedConclusion(
            proposal=made, forum=forum, conclusion=one, is_living=state in LIVING_STATES
        )
        for one in conclusions
    )
    return made
