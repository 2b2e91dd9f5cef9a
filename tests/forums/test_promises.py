"""Until when a promised answer is on time."""

from __future__ import annotations

from datetime import date

import pytest

from forums.domain.promises import Promise

REPORTED = date(2026, 12, 10)
PUBLISHED = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("on", "has_begun", "waited", "late"),
    [
        (date(2026, 12, 9), False, 0, 0),
        (date(2026, 12, 10), True, 0, 0),
        (date(2026, 12, 15), True, 0, 0),
        (date(2026, 12, 16), True, 1, 0),
        (date(2027, 1, 9), True, 25, 0),
        (date(2027, 1, 10), True, 26, 1),
        (date(2027, 2, 8), True, 55, 30),
    ],
)
def test_the_term_runs_from_the_report_and_its_last_day_is_on_time(on, has_begun, waited, late):
    promise = Promise(REPORTED, 30, PUBLISHED)

    found = (promise.has_begun(on), promise.days_waited(on), promise.days_late(on))

    assert promise.due_on == date(2027, 1, 9)
    assert found == (has_begun, waited, late)


@pytest.mark.parametrize(
    "promise", [Promise(None, 30, PUBLISHED), Promise(REPORTED, None, PUBLISHED)]
)
def test_without_a_report_or_a_term_nobody_is_late(promise):
    assert (promise.due_on, promise.days_late(date(2036, 1, 1))) == (None, 0)
