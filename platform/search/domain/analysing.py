"""Analysing documents ahead of who writes them, in other processes where there are cores for it."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

import django

from search.domain.shelving import Batch, prepare

logger = logging.getLogger(__name__)

#: Kind, keys, and the lexicon and rules to analyse by: what `prepare` takes.
Asked = tuple[str, Sequence[int], str, int]
#: No more processes than these, however many cores: the one that writes keeps up with no more.
MOST = 4
#: So many batches wait ready for each process, so that none is idle.
AHEAD = 2


def cores() -> int:
    """How many processes to analyse in: none beside this one where there is one core."""
    return min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def analysed(wanted: Iterable[Asked], *, processes: int = 1) -> Iterator[tuple[Asked, Batch]]:
    """Each of ``wanted`` with its documents, in the same order.

    With more than one of ``processes`` they are made a few batches ahead. Where others can't be
    started, or die, this one goes on alone.
    """
    left = iter(wanted)
    if processes > 1:
        yield from _in_processes(left, processes)
    for asked in left:
        yield asked, prepare(*asked)


def _in_processes(left: Iterator[Asked], processes: int) -> Iterator[tuple[Asked, Batch]]:
    """As many of ``left`` as others can make; of those that they began, none is left out."""
    waiting: deque[tuple[Asked, Future[Batch] | None]] = deque()
    # Begun anew, not split off: a connection to the database can't be shared.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=django.setup) as pool:
        try:
            while True:
                for asked in islice(left, processes * AHEAD - len(waiting)):
                    waiting.append((asked, None))
                    waiting[-1] = asked, pool.submit(prepare, *asked)
                if not waiting:
                    return
                asked, future = waiting[0]
                batch = future.result() if future else prepare(*asked)
                waiting.popleft()
                yield asked, batch
        except BrokenProcessPool as problem:
            logger.warning("The search index is made by one process: %s", problem)
            for asked, _future in waiting:
                yield asked, prepare(*asked)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
