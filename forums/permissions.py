"""Who may do what on a forum: it follows from role, mandate, access and phase, here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import Visitor, is_administrator, is_moderator
from forums.enums import PUBLIC_ACCESS

if TYPE_CHECKING:
    from forums.pages import Forum


def can_see_forum(user: Visitor, forum: Forum) -> bool:
    """Read a forum: everybody when it is public; who organises it always."""
    return (forum.live and forum.access in PUBLIC_ACCESS) or can_organise(user)


def can_organise(user: Visitor) -> bool:
    """Prepare and run forums: moderators, whichever of the two organises, and administrators."""
    return is_moderator(user) or is_administrator(user)
