"""Who took part in a forum, and so hears what became of it: each person once, by address."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from accounts.records import User
from forums import permissions
from forums.domain.participants import came_to
from forums.enums import ContributionState, ProposalState
from forums.querysets import of_session_taking_place
from forums.records import Contribution, Presenter, Proposal, Session
from institutions.records import Mandate

if TYPE_CHECKING:
    from forums.pages import Forum


def who_took_part(forum: Forum, *, but: Collection[str] = ()) -> list[User | str]:
    """The accounts, and the addresses without one, of who took part in ``forum``.

    Who had a place and was not noted as absent, who works for a school that proposed something,
    who opened an item with an account, and who said something that is published. Nobody who was
    erased, may not read the forum, or has one of the addresses in ``but``.
    """
    left_out = {address.casefold() for address in but}
    found: dict[str, User | str] = {}
    for one in _came(forum):
        address = one if isinstance(one, str) else one.email
        key = address.casefold()
        if key and key not in left_out:
            found.setdefault(key, one)
    return [found[key] for key in sorted(found)]


def _came(forum: Forum) -> Iterator[User | str]:
    """Accounts first: whoever also came by address alone is known by the account."""
    proposed = Proposal.objects.filter(forum=forum, offered_at__isnull=False)
    schools = proposed.exclude(state=ProposalState.WITHDRAWN).values("institution")
    mandates = Mandate.objects.active().editing().filter(institution__in=schools)
    said = Contribution.objects.filter(forum=forum, state=ContributionState.PUBLISHED)
    opened = Presenter.objects.filter(
        of_session_taking_place("item__session__"), item__session__forum=forum
    )
    keys = (
        mandates.order_by()
        .values("user")
        .union(
            said.order_by().values("mandate__user"),
            opened.order_by().filter(user__isnull=False).values("user"),
        )
    )
    for user in User.objects.filter(pk__in=keys, is_active=True):
        if permissions.can_see_forum(user, forum):
            yield user
    sessions = Session.objects.taking_place().filter(forum=forum)
    for one in came_to(sessions).select_related("user"):
        if one.user is not None and not one.user.is_active:
            continue
        if permissions.can_see_forum(one.user or AnonymousUser(), forum):
            yield one.user or one.email
