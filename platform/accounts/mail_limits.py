"""How often somebody can make the platform mail somebody else: one place for every such act.

What allauth mails by itself (a new password, a changed address) is limited by
``ACCOUNT_RATE_LIMITS``.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.core.cache import cache

#: Mails about one thing to one address, in a day.
TO_ONE_ADDRESS = 5

#: Mails that one person can cause, in an hour; nobody invites that many colleagues.
BY_ONE_PERSON = 40

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class TooManyMailsError(Exception):
    """So many mails went out already that one more would be a nuisance; nothing was sent."""


def count_mail(about: str, email: str, *, by: int | None = None) -> None:
    """Count a mail ``about`` something to ``email``, caused by the person with key ``by``.

    ``about`` is a code of the act. Call it before the mail is made. A moderator's links are
    counted by address only: leave ``by`` out.

    Raises:
        TooManyMailsError: one too many.
    """
    _count(f"to:{about}:{email.strip().lower()}", TO_ONE_ADDRESS, DAY)
    if by is not None:
        _count(f"by:{by}", BY_ONE_PERSON, HOUR)


def _count(name: str, most: int, within: timedelta) -> None:
    # A digest: a cache holds no addresses, and takes no odd characters in its keys.
    key = f"mails:{hashlib.sha256(name.encode()).hexdigest()}"
    cache.add(key, 0, int(within.total_seconds()))
    try:
        counted = cache.incr(key)
    except ValueError:  # it lapsed between the two lines
        cache.set(key, 1, int(within.total_seconds()))
        counted = 1
    if counted > most:
        raise TooManyMailsError
