"""Asking a question about rights once, while a page is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Give every `answered_once` question its first answer again, until the page is there.

    Only around showing a page: what a verb changes in between would not be seen.
    """
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def answered_once(ask: Callable[P, R]) -> Callable[P, R]:
    """A question whose answer is remembered within `asking_once`; elsewhere asked each time."""

    @wraps(ask)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, *args, *sorted(kwargs.items()))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        known: R = answers[key]
        return known

    return answer
