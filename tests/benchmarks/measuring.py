"""Measuring in alternating rounds, so that what else the machine does hits all alike."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Act = Callable[[], int]
#: How much processor time was spent so far, in seconds.
Clock = Callable[[], float]


@dataclass
class Measured:
    """How long something took, in seconds, round by round; ``statements`` of the last time.

    ``worked`` is the processor time: what it costs whatever else the machine does.
    """

    name: str
    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def median(self) -> float:
        """Half of the rounds took less."""
        return statistics.median(self.seconds)

    @property
    def work(self) -> float:
        """Half of the rounds took less of the processor's time."""
        return statistics.median(self.worked)

    @property
    def p95(self) -> float:
        """Nineteen of twenty rounds took less."""
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


def in_rounds(
    acts: Mapping[str, Act],
    *,
    rounds: int,
    warm: int = 3,
    clock: Callable[[str], Clock] = lambda name: time.process_time,
) -> dict[str, Measured]:
    """Do every act once a round, each round beginning with another one; the first are not counted.

    An act returns how many statements it took. ``clock`` gives the clock of whoever does it.
    """
    found = {name: Measured(name) for name in acts}
    names = list(acts)
    for number in range(-warm, rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            worked = clock(name)
            begun, started = worked(), time.perf_counter()
            statements = acts[name]()
            took, work = time.perf_counter() - started, worked() - begun
            if number >= 0:
                found[name].seconds.append(took)
                found[name].worked.append(work)
                found[name].statements = statements
    return found


def page(host: str, port: int, path: str, *, anew: bool = False) -> Act:
    """Ask a page of the site over a connection of its own; ``anew`` as one who brings a cookie.

    For them nothing is taken that was kept: the page costs what it costs to make.

    Raises:
        RuntimeError: it did not answer 200.
    """

    def ask() -> int:
        connection = http.client.HTTPConnection(host, port, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": "anew=1"} if anew else {})
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        return int(response.headers.get("X-Statements", 0))

    return ask
