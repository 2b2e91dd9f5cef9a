"""Who does not answer is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

#: How long it is left alone after the first failure, and at most.
FIRST, MOST = 2.0, 30.0


class Breaker:
    """Counts failures in a row, in this process.

    After a failure nobody asks for a while, each time twice as long; then one may try. What it
    finds is for all.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._until = 0.0
        self._one_tries = False
        self.reason = ""

    def may_ask(self) -> bool:
        """Whether this request may ask; of those that come when the while is over, only one."""
        with self._lock:
            if not self._failures:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + FIRST
            self._one_tries = True
            return True

    def succeeded(self) -> None:
        """It answers."""
        with self._lock:
            self._failures, self._until, self.reason = 0, 0.0, ""
            self._one_tries = False

    def failed(self, reason: str) -> None:
        """It does not. Requests that asked at the same time count as one."""
        with self._lock:
            self.reason = reason
            if self._failures and not self._one_tries:
                return
            self._failures += 1
            self._one_tries = False
            pause = min(MOST, FIRST * 2 ** min(self._failures - 1, 10))
            self._until = self._clock() + pause


#: That of this process.
breaker = Breaker()
