"""What a worker sees to when it starts, registered by the packages that have it."""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

_steps: dict[str, Callable[[], None]] = {}


def register_first_step(name: str, step: Callable[[], None]) -> None:
    """Have ``step()`` run whenever a worker starts: it queues what must always be under way."""
    _steps[name] = step


def begin_work() -> None:
    """Run every step; one that breaks is logged, and stops neither the others nor the worker."""
    for name, step in _steps.items():
        try:
            step()
        except Exception:
            logger.exception("First step %s broke", name)
