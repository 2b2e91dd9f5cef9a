"""Saying something in a forum, and rewriting it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import is_administrator, is_moderator
from audit.domain.record import record
from forums import permissions
from forums.enums import RUNNING_PHASES, Access, ContributionState
from forums.querysets import of_session_taking_place
from forums.records import Contribution, ContributionVersion, Membership, PublishedItem
from institutions.records import Mandate
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum

#: Contributions of one person in an hour; nobody with something to say needs more.
MOST_IN_AN_HOUR = 20

#: Within which the same words again are a second click.
SECOND_CLICK = timedelta(minutes=10)


class DiscussionClosedError(Exception):
    """The forum takes no contributions now; nothing was written."""


class TooManyContributionsError(Exception):
    """This person wrote so much in an hour that one more would be a nuisance."""


class RewrittenMeanwhileError(Exception):
    """The contribution was rewritten or moderated since this person saw it."""


def mandates_for(user: User, forum: Forum) -> Any:
    """The mandates by which ``user`` can speak in ``forum``.

    Who is among its members only by an institution speaks for such an institution.
    """
    mine = Mandate.objects.active().filter(user=user).select_related("institution")
    if forum.access == Access.PUBLIC or permissions.can_organise(user):
        return mine
    members = Membership.objects.filter(forum=forum.pk)
    if members.filter(user=user).exists():
        return mine
    institutions = members.values("institution")
    through = Q(institution__in=institutions) | Q(institution__merged_from__in=institutions)
    return mine.filter(through).distinct()


def discussed_in(forum: Forum) -> Any:
    """The conclusions of ``forum`` that can be talked about, by reference: those that stand today
    and are on the agenda in force of a session that takes place. What organisers still prepare is
    not told here.
    """
    items = PublishedItem.objects.in_force().filter(
        of_session_taking_place("version__session__"), version__session__forum=forum
    )
    return (
        PolicyConclusion.objects.standing()
        .filter(published_items__in=items)
        .distinct()
        .order_by("reference")
    )


def is_known(mandate: Mandate) -> bool:
    """Whether what is said by ``mandate`` is published at once, and looked at afterwards.

    So it is when a moderator or an administrator confirmed the mandate, or when something that
    this person said by it stands. Else a moderator looks first.
    """
    by = mandate.verified_by
    if by is not None and (is_moderator(by) or is_administrator(by)):
        return True
    said = Contribution.objects.filter(mandate=mandate)
    hidden = said.filter(state=ContributionState.HIDDEN)
    standing = said.filter(state=ContributionState.PUBLISHED)
    return standing.exists() and not hidden.exists()


@transaction.atomic
def contribute(
    forum: Forum,
    text: str,
    *,
    by: User,
    mandate: Mandate,
    shows_name: bool = False,
    conclusion: PolicyConclusion | None = None,
    parent: Contribution | None = None,
) -> Contribution:
    """Say ``text`` for an institution: to the forum, about a conclusion, or in reply.

    The mandate is locked: a second click finds the first one's contribution and gives it back,
    and nobody passes the limit by writing twice at once.

    Raises:
        PermissionDenied: ``by`` takes no part in the forum, or does not speak by ``mandate``.
        DiscussionClosedError: the phase takes no contributions.
        TooManyContributionsError: so many in an hour.
        ValidationError: no text, a conclusion of another forum, or a reply to what is no longer
            there or is a reply itself.
    """
    _must_speak(forum, by=by)
    held = Mandate.objects.select_for_update().filter(pk=mandate.pk).first()
    if held is None or not mandates_for(by, forum).filter(pk=mandate.pk).exists():
        raise PermissionDenied
    if parent is not None:
        parent = _repliable(forum, parent)
        conclusion = parent.conclusion
    elif conclusion is not None and not discussed_in(forum).filter(pk=conclusion.pk).exists():
        raise ValidationError(_("Deze conclusie ligt in dit forum niet voor."))
    words = text.replace("\r\n", "\n").strip()
    mine = Contribution.objects.filter(mandate__user=by)
    since = timezone.now() - SECOND_CLICK
    place = {"forum": forum, "conclusion": conclusion, "parent": parent}
    again = mine.filter(text=words, written_at__gte=since, mandate=mandate, **place).first()
    if again is not None:
        found: Contribution = again
        return found
    if mine.filter(written_at__gte=timezone.now() - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
        raise TooManyContributionsError
    made = Contribution(mandate=mandate, text=words, shows_name=shows_name, **place)
    made.state = ContributionState.WAITING
    if is_known(mandate):
        made.state, made.published_at = ContributionState.PUBLISHED, timezone.now()
    made.full_clean()
    made.save()
    record("contribute", made, by=by, forum=forum.pk, state=str(made.state))
    return made


@transaction.atomic
def rewrite_contribution(
    contribution: Contribution, text: str, *, by: User, version: int, shows_name: bool
) -> Contribution:
    """Give it other words; the earlier ones are kept. The same words again change nothing.

    Raises:
        PermissionDenied: ``by`` is not its author, the half hour is over, or it was hidden.
        DiscussionClosedError: the phase takes no contributions.
        RewrittenMeanwhileError: its author rewrote it in another window.
        ValidationError: no text.
    """
    held = held_contribution(contribution)
    if not permissions.is_author(by, held):
        raise PermissionDenied
    _must_speak(held.forum, by=by)
    if not permissions.can_rewrite(by, held):
        raise PermissionDenied
    words = text.replace("\r\n", "\n").strip()
    if (held.text, held.shows_name) == (words, shows_name):
        return held
    if held.version != version:
        raise RewrittenMeanwhileError
    if held.text != words:
        ContributionVersion.objects.create(contribution=held, text=held.text)
    held.text, held.shows_name = words, shows_name
    held.edited_at = timezone.now()
    held.version += 1
    held.full_clean()
    held.save()
    record("rewrite_contribution", held, by=by, forum=held.forum_id, version=held.version)
    return held


def held_contribution(contribution: Contribution) -> Contribution:
    """``contribution`` as it stands, kept from others until the transaction ends."""
    found: Contribution = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("forum", "mandate__institution", "mandate__user")
        .get(pk=contribution.pk)
    )
    return found


def _must_speak(forum: Forum, *, by: User) -> None:
    """Refuse who is not admitted, then what is closed: only the latter is worth telling."""
    if not permissions.can_see_forum(by, forum) or not permissions.is_admitted(by, forum):
        raise PermissionDenied
    if not forum.live or forum.phase not in RUNNING_PHASES:
        raise DiscussionClosedError


def _repliable(forum: Forum, parent: Contribution) -> Contribution:
    held = held_contribution(parent)
    if held.forum_id != forum.pk or held.parent_id is not None:
        raise ValidationError(_("Op een antwoord antwoord je in hetzelfde gesprek, erboven."))
    if held.state != ContributionState.PUBLISHED:
        raise ValidationError(_("De bijdrage waarop je antwoordt, staat er niet meer."))
    return held


def erase_contributor(user: User, addresses: list[str]) -> None:
    """Take the name of a person who is erased off what they said, which stays."""
    Contribution.objects.filter(mandate__user=user, shows_name=True).update(shows_name=False)
