"""Until when a promised answer is on time."""

from __future__ import annotations

from datetime import date

import pytest

from forums.domain.promises import Promise

REPORTED = date(2026, 12, 10)
BEFORE = date(2026, 12, 1)
AFTER = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("on", "has_begun", "waited", "late"),
    [
        (date(2026, 12, 9), False, 0, 0),
        (date(2026, 12, 10), True, 0, 0),
        (date(2026, 12, 11), True, 1, 0),
        (date(2027, 1, 9), True, 30, 0),
        (date(2027, 1, 10), True, 31, 1),
        (date(2027, 2, 8), True, 60, 30),
    ],
)
def test_the_term_runs_from_the_report_and_its_last_day_is_on_time(on, has_begun, waited, late):
    promise = Promise(REPORTED, 30, BEFORE)

    found = (promise.has_begun(on), promise.days_waited(on), promise.days_late(on))

    assert promise.due_on == date(2027, 1, 9)
    assert found == (has_begun, waited, late)


@pytest.mark.parametrize(
    ("on", "waited", "late"),
    [
        (date(2026, 12, 15), 0, 0),
        (date(2026, 12, 16), 1, 0),
        (date(2027, 1, 14), 30, 0),
        (date(2027, 1, 15), 31, 1),
    ],
)
def test_of_what_came_after_the_report_the_term_runs_from_its_own_day(on, waited, late):
    promise = Promise(REPORTED, 30, AFTER)

    assert promise.due_on == date(2027, 1, 14)
    assert (promise.days_waited(on), promise.days_late(on)) == (waited, late)


def test_what_comes_long_after_the_report_is_not_late_at_birth():
    published = date(2027, 6, 1)

    assert Promise(REPORTED, 30, published).days_late(published) == 0


@pytest.mark.parametrize("promise", [Promise(None, 30, AFTER), Promise(REPORTED, None, AFTER)])
def test_without_a_report_or_a_term_nobody_is_late(promise):
    assert (promise.due_on, promise.days_late(date(2036, 1, 1))) == (None, 0)
