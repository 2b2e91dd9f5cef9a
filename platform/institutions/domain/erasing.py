"""What institutions keep of a person who is erased, or whose account is closed."""

from __future__ import annotations

from accounts.mailed_links import addressed_to
from accounts.records import User
from institutions.domain.mandates import end_mandate
from institutions.records import Invitation, Mandate
from institutions.spaces import close_ways_back


def erase_person(user: User, addresses: list[str]) -> None:
    """End the person's mandates; they stay, nameless, for the contributions that carry them.

    Invitations to the person's addresses go.
    """
    for mandate in Mandate.objects.filter(user=user, ended_at__isnull=True):
        end_mandate(mandate, by=None, even_if_last=True)
    Invitation.objects.filter(addressed_to(addresses)).delete()


def close_ways_of(user: User) -> None:
    """Let no link that is on its way bring back somebody whose account is closed."""
    close_ways_back(user, None)
