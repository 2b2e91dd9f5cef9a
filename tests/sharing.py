"""Content that the tests of one module share: made once, each test's own changes undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


def made_once(make: Callable[[], T]) -> Any:
    """Turn ``make`` into a fixture that runs once for its module.

    What it makes stands in a transaction around those of the tests, so a module with a test that
    empties the database (``transaction=True``) can't use it. The tests get the same object: who
    changes more than the database reads it anew.
    """

    @pytest.fixture(scope="module", name=make.__name__)
    def shared(django_db_setup: None, django_db_blocker: Any) -> Iterator[T]:
        from django.db import transaction

        around = transaction.atomic()
        with django_db_blocker.unblock():
            around.__enter__()
            made = make()
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    shared.__doc__ = make.__doc__
    return shared
