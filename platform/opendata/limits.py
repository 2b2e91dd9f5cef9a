"""How often one place may ask: enough to fetch everything, too little to stand in the way."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from accounts.mail_limits import place_of

log = logging.getLogger(__name__)

#: Records on a page: by default, and at most.
PAGE_SIZE, MOST = 20, 100
#: Seconds in which questions are counted together.
WINDOW = 60


def wait_of(request: HttpRequest) -> int:
    """How many seconds the place of ``request`` has to wait; 0 when it may go on.

    Counted by the minute in the cache, under a digest of the network. A cache that is away stops
    nobody.
    """
    moment = int(timezone.now().timestamp())
    window, passed = divmod(moment, WINDOW)
    try:
        name = f"{settings.SECRET_KEY}:{place_of(request)}:{window}"
        key = f"opendata:{hashlib.sha256(name.encode()).hexdigest()}"
        cache.add(key, 0, 2 * WINDOW)
        counted = cache.incr(key)
    except Exception:  # whatever a client of the cache raises
        log.warning("Questions for open data are not counted: the cache does not answer.")
        return 0
    return WINDOW - passed if counted > settings.OPEN_DATA_A_MINUTE else 0
