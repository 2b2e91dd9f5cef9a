"""Who may do what on a forum: it follows from role, mandate, access and phase, here alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accounts.permissions import Visitor, is_administrator, is_moderator
from forums.enums import PUBLIC_ACCESS
from institutions.permissions import institutions_of

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import Recommendation
    from institutions.records import Institution


def can_see_forum(user: Visitor, forum: Forum) -> bool:
    """Read a forum: everybody once it is live, unless it is for members alone; organisers always.

    `forums.querysets.of_readable_forum` asks the database the same of everybody.
    """
    return (forum.live and forum.access in PUBLIC_ACCESS) or can_organise(user)


def can_organise(user: Visitor) -> bool:
    """Prepare and run forums: moderators, whichever of the two organises, and administrators."""
    return is_moderator(user) or is_administrator(user)


def can_publish_recommendation(user: Visitor, recommendation: Recommendation) -> bool:
    """Put it out: who organises, and speaks for none of those to whom it is addressed."""
    return can_organise(user) and not _speak_for_any(user, recommendation.addressees.all())


def can_record_response(user: Visitor, institution: Institution) -> bool:
    """Note what ``institution`` answered: who organises, and never for their own institution."""
    return can_organise(user) and not _speak_for_any(user, [institution])


def _speak_for_any(user: Visitor, institutions: Iterable[Institution]) -> bool:
    """Whether ``user`` speaks for one of these, or for one in which it went up."""
    mine = institutions_of(user)
    return any({one.pk, one.merged_into_id} & mine for one in institutions)
