"""The phase of a forum follows from its dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forums.domain.phases import phase_of
from forums.enums import RUNNING_PHASES, Phase
from forums.pages import Forum
from tests.forums.factories import make_forum

pytestmark = pytest.mark.django_db

WITH_A_CALL = {"call_opens_on": date(2026, 9, 1), "call_closes_on": date(2026, 9, 30)}
REPORTED = {"report": "Dit kwam eruit.", "reported_on": date(2026, 12, 10)}
REPORTED_EARLY = {"report": "Dit kwam eruit.", "reported_on": date(2026, 11, 15)}
FOLLOWED = {**REPORTED, "followed_until": date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("on", "fields", "phase"),
    [
        (date(2026, 8, 31), {}, Phase.ANNOUNCED),
        (date(2026, 8, 31), WITH_A_CALL, Phase.ANNOUNCED),
        (date(2026, 9, 1), WITH_A_CALL, Phase.CALL),
        (date(2026, 9, 30), WITH_A_CALL, Phase.CALL),
        (date(2026, 10, 1), WITH_A_CALL, Phase.ANNOUNCED),
        (date(2026, 10, 15), WITH_A_CALL, Phase.CONSULTATION),
        (date(2026, 10, 15), {}, Phase.CONSULTATION),
        (date(2026, 11, 30), {}, Phase.CONSULTATION),
        (date(2026, 12, 1), {}, Phase.REPORTING),
        (date(2026, 12, 9), REPORTED, Phase.REPORTING),
        (date(2026, 12, 10), REPORTED, Phase.FOLLOW_UP),
        (date(2030, 1, 1), REPORTED, Phase.FOLLOW_UP),
        (date(2026, 11, 14), REPORTED_EARLY, Phase.CONSULTATION),
        (date(2026, 11, 15), REPORTED_EARLY, Phase.FOLLOW_UP),
        (date(2027, 6, 30), FOLLOWED, Phase.FOLLOW_UP),
        (date(2027, 7, 1), FOLLOWED, Phase.CLOSED),
    ],
)
def test_phase_follows_from_the_dates(on, fields, phase):
    forum = Forum(starts_on=date(2026, 10, 15), ends_on=date(2026, 11, 30), **fields)

    assert phase_of(forum, on) == phase


@pytest.mark.parametrize(
    "fields",
    [{}, WITH_A_CALL, REPORTED, FOLLOWED, WITH_A_CALL | FOLLOWED, WITH_A_CALL | REPORTED_EARLY],
)
@pytest.mark.slow
def test_questions_to_the_database_say_the_same_as_the_phase(fields):
    forum = make_forum(starts_on=date(2026, 10, 15), ends_on=date(2026, 11, 30), **fields)
    begins, days = date(2026, 8, 30), 310

    for day in (begins + timedelta(days=distance) for distance in range(0, days, 3)):
        phase = phase_of(forum, day)
        found = [
            Forum.objects.running(day).exists(),
            Forum.objects.coming(day).exists(),
            Forum.objects.past(day).exists(),
        ]
        running, coming = phase in RUNNING_PHASES, phase == Phase.ANNOUNCED
        assert found == [running, coming, not running and not coming], day
        assert Forum.objects.by_where_they_are(day).get().where == found.index(True)
