"""How often somebody can make the platform mail somebody else: one place for every such act.

What allauth mails by itself (a new password, a changed address) is limited by
``ACCOUNT_RATE_LIMITS``.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

#: Mails about one thing to one address, in a day.
TO_ONE_ADDRESS = 5

#: Mails that one person can cause, in an hour; nobody invites that many colleagues.
BY_ONE_PERSON = 40

#: Mails that people without an account can cause from one place, in a day: a school behind one
#: address asks less often.
FROM_ONE_PLACE = 20

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class TooManyMailsError(Exception):
    """So many mails went out already that one more would be a nuisance; nothing was sent."""


def count_mail(about: str, email: str, *, by: int | None = None, place: str = "") -> None:
    """Count a mail ``about`` something to ``email``, caused by the person with key ``by``.

    ``about`` is a code of the act. Call it before the mail is made. A moderator's links are
    counted by address only: leave ``by`` out. ``place`` is where somebody without an account
    asks from (`place_of`).

    Raises:
        TooManyMailsError: one too many.
    """
    if place:
        _count(f"from:{about}:{place}", FROM_ONE_PLACE, DAY)
    _count(f"to:{about}:{email.strip().lower()}", TO_ONE_ADDRESS, DAY)
    if by is not None:
        _count(f"by:{by}", BY_ONE_PERSON, HOUR)


def place_of(request: HttpRequest) -> str:
    """The network that ``request`` comes from: one address, or in IPv6 what one customer gets."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    return str(
        ipaddress.ip_network(f"{address}/{64 if address.version == 6 else 32}", strict=False)
    )


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
