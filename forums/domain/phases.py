"""In which phase a forum is: it follows from its dates, so it can't disagree with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from forums.enums import Phase

if TYPE_CHECKING:
    from forums.pages import Forum


def phase_of(forum: Forum, on: date | None = None) -> Phase:
    """The phase of ``forum`` on a day (today, in Brussels), the first and last day included.

    Its report ends what can be brought in, also when that comes before the last day.
    """
    day = on or timezone.localdate()
    if forum.followed_until is not None and day > forum.followed_until:
        return Phase.CLOSED
    if forum.reported_on is not None and forum.reported_on <= day:
        return Phase.FOLLOW_UP
    if day > forum.ends_on:
        return Phase.REPORTING
    call = (forum.call_opens_on, forum.call_closes_on)
    if call[0] is not None and call[1] is not None and call[0] <= day <= call[1]:
        return Phase.CALL
    return Phase.CONSULTATION if day >= forum.starts_on else Phase.ANNOUNCED
