"""On the desk of whoever comes to a session: one's registrations, and one's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.registry import Section
from forums import permissions
from forums.enums import ACTIVE_STATES
from forums.records import Registration
from forums.views.registering.showing import own

if TYPE_CHECKING:
    from accounts.records import User

#: As many as anybody comes to.
MOST = 20


def context_for(user: User) -> dict[str, Any] | None:
    """What is to come, the first one first; nothing for who registered for nothing."""
    found = (
        Registration.objects.filter(
            user=user, state__in=ACTIVE_STATES, session__ends_at__gte=timezone.now()
        )
        .select_related("session__forum", "user")
        .order_by("session__starts_at", "pk")[:MOST]
    )
    listed = [own(one) for one in found if permissions.may_hear_of(one)]
    return {"listed": listed} if listed else None


SECTION = Section(
    name="inschrijvingen",
    order=90,
    title=_("Mijn inschrijvingen"),  # type: ignore[arg-type]
    template="forums/registering/desk.html",
    context_for=context_for,
)
