"""Two at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections, transaction

Act = Callable[[], Any]
#: How long a transaction is kept open, for the other to run into it.
OPEN = 0.4


def at_once(*acts: Act) -> list[Any]:
    """Do every act, all starting together; return what each gave, or the error it raised."""
    start = threading.Barrier(len(acts))
    return _each(*[_after(start.wait, act) for act in acts])


def during(first: Act, second: Act) -> list[Any]:
    """Do ``second`` while the transaction of ``first`` is still open; return what each gave."""
    done, hold = threading.Event(), threading.Event()

    def and_linger() -> Any:
        try:
            with transaction.atomic():
                given = first()
                done.set()
                hold.wait(OPEN)
        finally:
            done.set()
        return given

    return _each(and_linger, _after(done.wait, second))


def _after(wait: Act, act: Act) -> Act:
    def waited() -> Any:
        wait()
        return act()

    return waited


def _each(*acts: Act) -> list[Any]:
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int, act: Act) -> None:
        try:
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
