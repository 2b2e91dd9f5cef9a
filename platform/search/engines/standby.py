"""The database's answer kept at hand in every process, for the moment that it is needed."""

from __future__ import annotations

import time

from search.elastic.connection import is_chosen
from search.index.keeping import is_held, snapshot

#: So often a process reads what changed, while Elasticsearch answers.
SECONDS = 60.0

_read_at = 0.0


def be_ready() -> None:
    """Read the shelf before the first visitor comes; each process does at its start."""
    if is_chosen():
        snapshot()


def stay_ready() -> None:
    """Read what changed, now and then: who reads all of it at once lets a visitor wait."""
    global _read_at  # noqa: PLW0603  (a moment of this process; two threads at once do no harm)
    if is_held() and time.monotonic() - _read_at > SECONDS:
        _read_at = time.monotonic()
        snapshot()
