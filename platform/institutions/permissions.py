"""Who may act for an institution."""

from accounts.asking import answered_once
from accounts.permissions import Visitor, is_administrator, is_moderator
from accounts.records import User
from institutions.enums import INVITING_CAPACITIES, Capacity
from institutions.records import Institution, Invitation, Mandate


@answered_once
def institutions_of(user: Visitor) -> frozenset[int]:
    """Ids of the institutions this person speaks for today, in any capacity."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(
        Mandate.objects.active().filter(user=user).values_list("institution_id", flat=True)
    )


@answered_once
def own_institutions(user: Visitor) -> frozenset[int]:
    """Ids of the institutions a moderator has no say on: those they speak for, or did this year.

    So nobody steps out of a school to publish its project the same minute. What one of them went
    up in counts as well: its projects moved there.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known = Mandate.objects.recent().filter(user=user)
    pairs = list(known.values_list("institution_id", "institution__merged_into_id"))
    own = {institution for institution, _into in pairs}
    further = {into for _institution, into in pairs} - {None}
    while further - own:
        own |= further
        gone = Institution.objects.filter(pk__in=further, merged_into__isnull=False)
        further = set(gone.values_list("merged_into_id", flat=True))
    return frozenset(own)


@answered_once
def institutions_edited_by(user: Visitor) -> frozenset[int]:
    """Ids of the institutions in whose space this person works."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(
        Mandate.objects.active()
        .editing()
        .filter(user=user)
        .values_list("institution_id", flat=True)
    )


def can_edit_institution_space(user: Visitor, institution: Institution) -> bool:
    """Whether ``user`` works in the space of ``institution``."""
    return institution.pk in institutions_edited_by(user)


def grantable_capacities(user: Visitor, institution: Institution) -> frozenset[Capacity]:
    """Return the capacities in which ``user`` may let somebody speak for ``institution``.

    People of a school do so for their own school. A moderator does for any institution but their
    own, and never makes moderators; that is for administrators.
    """
    if is_administrator(user):
        return frozenset(Capacity)
    if can_edit_institution_space(user, institution):
        return INVITING_CAPACITIES
    if is_moderator(user) and institution.pk not in own_institutions(user):
        return frozenset(Capacity) - {Capacity.MODERATOR}
    return frozenset()


def can_grant_mandate(user: Visitor, institution: Institution, capacity: str) -> bool:
    """Whether ``user`` may let somebody speak for ``institution`` in ``capacity``."""
    return capacity in grantable_capacities(user, institution)


def can_grant_mandate_to(
    user: Visitor, receiver: User, institution: Institution, capacity: str
) -> bool:
    """Whether ``user`` may let ``receiver`` speak for it; to oneself administrators alone do."""
    is_own = isinstance(user, User) and user.pk == receiver.pk
    return can_grant_mandate(user, institution, capacity) and (not is_own or is_administrator(user))


def is_to_oneself(invitation: Invitation) -> bool:
    """Whether who sent ``invitation`` reads its address, and may not let themselves in.

    Any proven address counts. Who lets somebody in vouches for them; administrators alone do so
    for themselves.
    """
    by = invitation.invited_by
    return by is not None and not is_administrator(by) and invitation.is_for(by)


def inviter_may_still(invitation: Invitation) -> bool:
    """Whether who sent ``invitation`` could send it today; without a sender, the platform did."""
    by = invitation.invited_by
    return by is None or (
        can_grant_mandate(by, invitation.institution, invitation.capacity)
        and not is_to_oneself(invitation)
    )


def can_verify_mandate(user: Visitor, mandate: Mandate) -> bool:
    """Whether ``user`` may confirm that somebody speaks for an institution; never for oneself."""
    return (
        isinstance(user, User)
        and user.pk != mandate.user_id
        and (is_moderator(user) or is_administrator(user))
        and can_grant_mandate(user, mandate.institution, mandate.capacity)
    )


def can_end_mandate(user: Visitor, mandate: Mandate) -> bool:
    """Whether ``user`` may end a mandate: their own, or one that they could have granted."""
    if isinstance(user, User) and user.is_active and user.pk == mandate.user_id:
        return True
    return can_grant_mandate(user, mandate.institution, mandate.capacity)


def can_see_people(user: Visitor, institution: Institution) -> bool:
    """Whether ``user`` may see who works for ``institution``: who may let somebody in there.

    So no moderator sees it of the own institution, unless they work in its space.
    """
    return bool(grantable_capacities(user, institution))


def unseen_institutions(user: Visitor) -> frozenset[int]:
    """Ids of the institutions whose people a keeper of the register does not see."""
    if is_administrator(user):
        return frozenset()
    return own_institutions(user) - institutions_edited_by(user)


def can_see_mandate(user: Visitor, mandate: Mandate) -> bool:
    """Whether ``user`` may look at a mandate in the register: their own, or of who they see."""
    is_own = isinstance(user, User) and user.pk == mandate.user_id
    return can_manage_institutions(user) and (
        is_own or mandate.institution_id not in unseen_institutions(user)
    )


def can_manage_institutions(user: Visitor) -> bool:
    """Whether ``user`` keeps the register: adds, corrects and merges institutions."""
    return is_moderator(user) or is_administrator(user)


def can_correct_institution(user: Visitor, institution: Institution) -> bool:
    """Whether ``user`` may correct what the register says of one institution.

    Its name decides which projects it takes over, so a moderator leaves the own one to another.
    """
    if is_administrator(user):
        return True
    return is_moderator(user) and institution.pk not in own_institutions(user)


def can_merge_institutions(user: Visitor, source: Institution, into: Institution) -> bool:
    """Whether ``user`` may let one institution go up in another.

    The people of ``source`` then speak for ``into``, so a moderator of either has no say.
    """
    if is_administrator(user):
        return True
    return is_moderator(user) and own_institutions(user).isdisjoint({source.pk, into.pk})
