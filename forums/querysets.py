"""Questions about forums, their sessions, recommendations and answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.query import PageQuerySet

from accounts.permissions import Visitor
from accounts.records import User
from forums.enums import (
    ACTIVE_STATES,
    HOLDING_STATES,
    LIVING_STATES,
    PUBLIC_ACCESS,
    UNDECIDED_STATES,
    Access,
    ContributionState,
    ProposalState,
    RegistrationState,
)
from institutions.permissions import institutions_of


def of_readable_forum(path: str = "") -> Q:
    """Whether everybody may read the forum at the end of ``path`` (``"forum__"``).

    Of everybody, never of one viewer: what asks this can be shown to anybody, kept and sent on.
    """
    access = [access.value for access in PUBLIC_ACCESS]
    return Q(**{f"{path}live": True, f"{path}access__in": access})


def of_session_taking_place(path: str = "") -> Q:
    """Whether the session at the end of ``path`` (``"session__"``) is not called off."""
    return Q(**{f"{path}cancelled_at__isnull": True})


def _is_over(day: date) -> Q:
    return Q(ends_on__lt=day) | Q(reported_on__isnull=False, reported_on__lte=day)


def _can_bring_in(day: date) -> Q:
    begun = Q(starts_on__lte=day) | Q(call_opens_on__lte=day, call_closes_on__gte=day)
    return begun & Q(ends_on__gte=day) & (Q(reported_on__isnull=True) | Q(reported_on__gt=day))


class ForumQuerySet(PageQuerySet):
    """Forums. What members alone may read is in no public list.

    ``running``, ``coming`` and ``past`` say with dates what `forums.domain.phases` says of one
    forum: each is in exactly one of them.
    """

    def readable(self) -> Self:
        """Those that everybody may read."""
        found: Self = self.filter(of_readable_forum())
        return found

    def of_member(self, user: Visitor) -> Self:
        """The open ones of which ``user`` is a member, as a person or by an institution."""
        found: Self = self.filter(
            Exists(_memberships().of(user).filter(forum=OuterRef("pk"))), live=True
        )
        return found

    def readable_by(self, user: Visitor) -> Self:
        """Those that everybody may read, and those for members that ``user`` is a member of.

        Only for a list that ``user`` alone is shown. It asks the database what
        `forums.permissions.can_see_forum` asks of one forum, but for what organisers see more:
        they have lists of their own.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.readable()
        mine = Exists(_memberships().of(user).filter(forum=OuterRef("pk")))
        found: Self = self.filter(
            of_readable_forum() | Q(mine, live=True, access=Access.MEMBERS_ONLY)
        )
        return found

    def running(self, on: date | None = None) -> Self:
        """Those to which something can be brought in on a day (today)."""
        day = on or timezone.localdate()
        found: Self = self.filter(_can_bring_in(day))
        return found

    def coming(self, on: date | None = None) -> Self:
        """Those that are announced: nothing can be brought in yet, or just now not."""
        day = on or timezone.localdate()
        announced = self.filter(starts_on__gt=day).exclude(_is_over(day))
        found: Self = announced.exclude(call_opens_on__lte=day, call_closes_on__gte=day)
        return found

    def past(self, on: date | None = None) -> Self:
        """Those whose last day is over, or whose report is out."""
        found: Self = self.filter(_is_over(on or timezone.localdate()))
        return found

    def by_where_they_are(self, on: date | None = None) -> Self:
        """Running, then coming with the first to begin first, then past with the latest first."""
        day = on or timezone.localdate()
        where = Case(
            When(_can_bring_in(day), then=Value(0)),
            When(_is_over(day), then=Value(2)),
            When(starts_on__gt=day, then=Value(1)),
            default=Value(2),
        )
        found: Self = self.annotate(where=where).order_by(
            "where", Case(When(where=1, then="starts_on")), "-starts_on", "-pk"
        )
        return found


def _memberships() -> Any:
    return apps.get_model("forums", "Membership").objects


class MembershipQuerySet(QuerySet[Any]):
    """Memberships of forums."""

    def of(self, user: Visitor) -> Self:
        """Those of ``user``: as a person, and by the institutions they speak for today."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        mine = institutions_of(user)
        through = Q(institution__in=mine) | Q(institution__merged_into__in=mine)
        return self.filter(Q(user=user) | through) if mine else self.filter(user=user)


class SessionQuerySet(QuerySet[Any]):
    """Sessions."""

    def taking_place(self) -> Self:
        """Those that are not called off."""
        return self.filter(of_session_taking_place())

    def open_to_corrections(self) -> Self:
        """Those whose minutes take corrections now (`forums.domain.correcting`)."""
        now = timezone.now()
        return self.taking_place().filter(corrections_until__gt=now, closed_at__isnull=True)


class PublishedItemQuerySet(QuerySet[Any]):
    """Items of published agendas."""

    def in_force(self) -> Self:
        """Those of the version of each session that holds today."""
        return self.filter(version__number=F("version__session__agenda_version"))


class RecommendationQuerySet(QuerySet[Any]):
    """Recommendations."""

    def published(self) -> Self:
        """Those that everybody may read, with their forum."""
        return self.filter(of_readable_forum("forum__"), published_on__isnull=False)

    def with_change(self) -> Self:
        """With ``changed_at``: when the last answer was noted, or else when it was published."""
        return self.annotate(
            changed_at=Coalesce(
                Max("responses__recorded_at"), Cast("published_on", DateTimeField())
            )
        )

    def asked_of(self, institutions: Any) -> Self:
        """Those addressed or passed on to any of these institutions (keys, or a query for them);
        each once."""
        named = self.model.addressees.through.objects.filter(
            recommendation=OuterRef("pk"), institution__in=institutions
        )
        passed_on = self.model._meta.get_field("responses").related_model.objects.filter(
            recommendation=OuterRef("pk"), is_current=True, forwarded_to__in=institutions
        )
        return self.filter(Exists(named) | Exists(passed_on))


class ResponseQuerySet(QuerySet[Any]):
    """Answers of policy."""

    def current(self) -> Self:
        """The latest version of each."""
        return self.filter(is_current=True)


class RegistrationQuerySet(QuerySet[Any]):
    """Registrations for sessions."""

    def active(self) -> Self:
        """Who comes, or would like to."""
        return self.filter(state__in=ACTIVE_STATES)

    def holding(self) -> Self:
        """Who has a place, or has one on offer."""
        return self.filter(state__in=HOLDING_STATES)

    def confirmed(self) -> Self:
        """Who has a place."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def waiting(self) -> Self:
        """The waiting list, in order of arrival."""
        return self.filter(state=RegistrationState.WAITING).order_by("joined_at", "pk")

    def wanting_a_place(self) -> Self:
        """The waiting list, and who would rather come in another mode; in order of arrival."""
        wanting = Q(state=RegistrationState.WAITING) | ~Q(wished_mode="")
        return self.active().filter(wanting).order_by("joined_at", "pk")


class ContributionQuerySet(QuerySet[Any]):
    """Contributions to the discussion of a forum."""

    def shown_to(self, user: Visitor, *, moderates: bool) -> Self:
        """Those that ``user`` sees in a forum that they read.

        What stood there and was hidden keeps its place, without its words. What waits, or was
        refused before anybody saw it, is for its author and for who moderates.
        """
        if moderates:
            return self.all()
        seen = Q(state=ContributionState.PUBLISHED) | Q(
            state=ContributionState.HIDDEN, published_at__isnull=False
        )
        if isinstance(user, User) and user.is_active:
            seen |= Q(mandate__user=user)
        return self.filter(seen)

    def in_threads(self) -> Self:
        """Each followed by its replies, the oldest first: a reply is younger than its parent."""
        return self.annotate(thread=Coalesce("parent_id", "pk")).order_by("thread", "pk")

    def to_look_at(self) -> Self:
        """Those that wait for a moderator: new, reported, or with an appeal that is undecided."""
        reports = apps.get_model("forums", "ContributionReport").objects
        hidings = apps.get_model("forums", "Hiding").objects
        return self.filter(
            Q(state=ContributionState.WAITING)
            | Exists(reports.filter(contribution=OuterRef("pk"), settled_at__isnull=True))
            | Exists(
                hidings.filter(
                    contribution=OuterRef("pk"),
                    appealed_at__isnull=False,
                    decided_at__isnull=True,
                    ended_at__isnull=True,
                )
            )
        )


class ProposalQuerySet(QuerySet[Any]):
    """Proposals for forums."""

    def living(self) -> Self:
        """Those that count: asked, offered, on hold or accepted."""
        return self.filter(state__in=LIVING_STATES)

    def undecided(self) -> Self:
        """Those about which organisers can still decide."""
        return self.filter(state__in=UNDECIDED_STATES)

    def to_be_sent(self) -> Self:
        """Those with a decision that the school does not know yet."""
        return self.exclude(prepared="")

    def without_agenda(self) -> Self:
        """The accepted ones that still have something to table, and of which no conclusion is on
        the agenda of any session of the forum that takes place."""
        proposed = self.model.conclusions.through.objects.filter(proposal=OuterRef("pk"))
        items = apps.get_model("forums", "AgendaItem").conclusions.through.objects
        tabled = items.filter(
            of_session_taking_place("agendaitem__session__"),
            policyconclusion=OuterRef("conclusion"),
            agendaitem__session__forum=OuterRef("forum"),
        )
        standing = {"conclusion__withdrawn_at__isnull": True, "conclusion__project__live": True}
        return self.filter(
            Exists(proposed.filter(**standing)),
            ~Exists(proposed.filter(Exists(tabled))),
            state=ProposalState.ACCEPTED,
        )
