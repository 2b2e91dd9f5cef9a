"""Where the packages above hear who works where.

Groups, collections and page permissions of a school belong to packages above this one. They
register here, from their ``ready()``, and are called in the transaction of the verb, so that a
mandate and the access it gives stand or fall together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from accounts.domain.addresses import proven_addresses_of

if TYPE_CHECKING:
    from accounts.records import User
    from institutions.records import Institution, Invitation, Mandate

T = TypeVar("T")
SpaceKeeper = Callable[["Mandate"], None]
Merger = Callable[["Institution", "Institution", "User | None"], None]
Postman = Callable[["Invitation", str], None]
WayCloser = Callable[["User", "list[str]", "Institution | None"], None]
Reader = Callable[["Institution"], None]

_keepers: list[SpaceKeeper] = []
_mergers: list[Merger] = []
_postmen: list[Postman] = []
_way_closers: list[WayCloser] = []
_readers: list[Reader] = []


def register_space_keeper(keeper: SpaceKeeper) -> SpaceKeeper:
    """Have ``keeper(mandate)`` called whenever a mandate starts to hold or stops holding.

    It may come twice for the same change, and one person can hold two mandates in one place: a
    keeper asks `institutions.permissions.can_edit_institution_space(mandate.user,
    mandate.institution)` and makes that so.
    """
    return _add(_keepers, keeper)


def register_merger(merger: Merger) -> Merger:
    """Have ``merger(source, into, by)`` called when an institution merges into another."""
    return _add(_mergers, merger)


def register_postman(postman: Postman) -> Postman:
    """Have ``postman(invitation, token)`` mail the link of an invitation, after the commit."""
    return _add(_postmen, postman)


def register_way_closer(closer: WayCloser) -> WayCloser:
    """Have ``closer(user, addresses, institution)`` called when somebody works there no longer.

    It closes what was mailed to these addresses of theirs and would lead back in, and what they
    mailed to others and nobody took up. Without an institution: everywhere.
    """
    return _add(_way_closers, closer)


def register_reader(reader: Reader) -> Reader:
    """Have ``reader(institution)`` called when what the register says of one was corrected."""
    return _add(_readers, reader)


def institution_corrected(institution: Institution) -> None:
    """Tell the packages that repeat what the register says."""
    for reader in _readers:
        reader(institution)


def mandate_changed(mandate: Mandate) -> None:
    """Tell the keepers of spaces."""
    for keeper in _keepers:
        keeper(mandate)


def institutions_merged(source: Institution, into: Institution, by: User | None) -> None:
    """Tell the packages that hang something on an institution."""
    for merger in _mergers:
        merger(source, into, by)


def post_invitation(invitation: Invitation, token: str) -> None:
    """Hand the link to whoever mails it."""
    for postman in _postmen:
        postman(invitation, token)


def close_ways_back(user: User, institution: Institution | None) -> None:
    """Let nothing that is still on its way bring ``user`` back, to one institution or to any."""
    addresses = proven_addresses_of(user)
    for closer in _way_closers:
        closer(user, addresses, institution)


def _add(known: list[T], new: T) -> T:
    if new not in known:
        known.append(new)
    return new
