"""Two reporters, two clicks, at the same moment."""

from __future__ import annotations

import pytest

from forums.domain.correcting import propose_correction, take_over
from forums.domain.minutes import Account, MinutesConflictError, write_minutes
from forums.records import Correction, Minutes, MinutesRevision
from tests.forums.minutes.making import EMPTY, make_corrected, make_presented
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_reporters_at_once_one_hears_of_the_other(school, moderator, epos_moderator):
    item = make_presented(school)

    def write(text, by):
        return lambda: write_minutes(item, Account(text), by=by, shown=EMPTY)

    outcomes = at_once(write("Van Lies.", moderator), write("Van Tom.", epos_moderator))

    assert {type(one) for one in outcomes} == {Minutes, MinutesConflictError}
    assert MinutesRevision.objects.count() == 1


def test_a_correction_sent_and_taken_over_twice_is_one(school, editor, moderator):
    minutes = make_corrected(make_presented(school), by=moderator)

    def propose():
        return propose_correction(
            minutes,
            by=editor,
            institution=school,
            passage="één formulier",
            proposal="één brief",
            reason="Zo zeiden we het.",
        )

    sent = at_once(propose, propose)
    correction = Correction.objects.get()
    taken = at_once(*[lambda: take_over(correction, by=moderator)] * 2)

    assert [type(one) for one in (*sent, *taken)] == [Correction] * 4
    assert MinutesRevision.objects.count() == 2
