"""Who may act for an institution."""

from accounts.permissions import Visitor, is_administrator, is_moderator
from accounts.records import User
from institutions.enums import EDITING_CAPACITIES
from institutions.records import Institution, Mandate


def institutions_of(user: Visitor) -> frozenset[int]:
    """Ids of the institutions this person speaks for today, in any capacity."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(
        Mandate.objects.active().filter(user=user).values_list("institution_id", flat=True)
    )


def institutions_edited_by(user: Visitor) -> frozenset[int]:
    """Ids of the institutions in whose space this person works."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(
        Mandate.objects.active()
        .filter(user=user, capacity__in=EDITING_CAPACITIES)
        .values_list("institution_id", flat=True)
    )


def can_edit_institution_space(user: Visitor, institution: Institution) -> bool:
    """Whether ``user`` works in the space of ``institution``."""
    return institution.pk in institutions_edited_by(user)


def can_invite_to(user: Visitor, institution: Institution) -> bool:
    """Whether ``user`` may give somebody else access to the space of ``institution``."""
    return (
        can_edit_institution_space(user, institution)
        or is_moderator(user)
        or is_administrator(user)
    )
