"""Content that the tests of one module share: made once, each test's own changes undone."""

from __future__ import annotations

import copy
import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

# What a test asks of pytest rather than of another fixture of the site's content.
ACCESS = {"db", "request"}
MAKING = "_makes_shared"


def made_once(make: Callable[..., Any]) -> Any:
    """Turn ``make`` into a fixture whose content is made once for the tests of a module.

    What it asks for (its parameters) is made once as well, and must be marked so too. Every test
    gets a copy of its own of the objects, and its changes to the database are undone. A test
    that empties the database (``transaction=True``) comes after them and makes its own.
    """

    def fixture(request: pytest.FixtureRequest, _shared: dict[str, Any], **asked: Any) -> Any:
        if make.__name__ in _shared:
            return copy.deepcopy(_shared[make.__name__])
        return make(**asked)

    own = list(inspect.signature(make).parameters.values())
    first = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        for name in ("request", "_shared")
    ]
    fixture.__signature__ = inspect.Signature(first + own)  # type: ignore[attr-defined]
    fixture.__doc__ = make.__doc__
    fixture.__module__ = make.__module__
    setattr(fixture, MAKING, make)
    return pytest.fixture(name=make.__name__)(fixture)


def share(request: pytest.FixtureRequest, blocker: Any) -> Iterator[dict[str, Any]]:
    """Make what two or more tests of the module of ``request`` share, around all of them."""
    tests = [item for item in request.session.items if request.node in item.listchain()]
    sharing = [test for test in tests if not empties_the_database(test)]
    wanted = _wanted(sharing)
    apart = any(test.get_closest_marker("apart") for test in tests)
    if not wanted or apart or not _shares(_now[-1]):
        yield {}
        return
    from django.db import transaction

    request.getfixturevalue("django_db_setup")
    made: dict[str, Any] = {}
    around = transaction.atomic()

    def undo() -> None:
        made.clear()
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    with blocker.unblock():
        around.__enter__()
        _to_undo.append(undo)
        try:
            for name in wanted:
                _make(name, sharing[0], made)
        except BaseException:
            end_sharing()
            raise
    yield made
    end_sharing()


_now: list[pytest.Item] = []
_to_undo: list[Callable[[], None]] = []


def begin(test: pytest.Item) -> None:
    """Before anything of ``test``: one that empties the database finds nothing of the others."""
    _now[:] = [test]
    if empties_the_database(test):
        end_sharing()


def end_sharing() -> None:
    """Undo what the tests of a module shared, if they still do."""
    while _to_undo:
        _to_undo.pop()()


def _wanted(tests: list[Any]) -> list[str]:
    """The names of shareable fixtures that more than one of ``tests`` asks for."""
    asked = Counter(name for test in tests for name in test.fixturenames)
    return [
        name for name, times in asked.items() if times > 1 and _maker(name, tests[0]) is not None
    ]


def _maker(name: str, test: Any) -> Callable[..., Any] | None:
    found = test.session._fixturemanager.getfixturedefs(name, test)
    return getattr(found[-1].func, MAKING, None) if found else None


def _make(name: str, test: Any, made: dict[str, Any]) -> Any:
    if name not in made:
        make = _maker(name, test)
        assert make is not None, f"{name} is shared, so what it asks for must be shared too."
        needs = [one for one in inspect.signature(make).parameters if one not in ACCESS]
        made[name] = make(
            **{one: _make(one, test, made) for one in needs},
            **dict.fromkeys(ACCESS & set(inspect.signature(make).parameters)),
        )
    return made[name]


def _shares(test: pytest.Item) -> bool:
    """Whether ``test`` asks for the database and leaves it as it was.

    Tests that ask for none come last, when the database may be empty: nothing is made for them.
    """
    names = test.fixturenames  # type: ignore[attr-defined]
    asks = test.get_closest_marker("django_db") is not None or "db" in names
    return asks and not empties_the_database(test)


def empties_the_database(test: pytest.Item) -> bool:
    """Whether ``test`` keeps what it does, so that the database is emptied after it."""
    if {"transactional_db", "live_server"} & set(test.fixturenames):  # type: ignore[attr-defined]
        return True
    mark = test.get_closest_marker("django_db")
    return bool(mark and (mark.kwargs.get("transaction") or mark.args[:1] == (True,)))
