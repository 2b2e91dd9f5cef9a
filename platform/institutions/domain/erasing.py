"""What institutions keep of a person who is erased."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.records import User
from institutions.domain.mandates import end_mandate
from institutions.records import Invitation, Mandate


def erase_person(user: User, addresses: list[str]) -> None:
    """End the person's mandates; they stay, nameless, for the contributions that carry them.

    Invitations to the person's addresses go.
    """
    for mandate in Mandate.objects.filter(user=user, ended_at__isnull=True):
        end_mandate(mandate, by=None, even_if_last=True)
    to_person = reduce(or_, (Q(email__iexact=address) for address in addresses))
    Invitation.objects.filter(to_person).delete()
