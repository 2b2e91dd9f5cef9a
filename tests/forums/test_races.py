"""Two moderators at the same moment, on a real database."""

from __future__ import annotations

import pytest
from django.utils import timezone

from forums.domain.answering import AnsweredMeanwhileError, Given, record_response
from forums.domain.recommending import (
    SavedMeanwhileError,
    Wording,
    rewrite_recommendation,
    start_recommendation,
)
from forums.enums import Position, SpeaksFor
from forums.records import PolicyResponse, Recommendation
from tests.forums.factories import make_draft, make_forum, make_office, make_recommendation
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_recommendations_begun_at_once_have_numbers_of_their_own(administrator):
    forum = make_forum()

    def begin(statement):
        return lambda: start_recommendation(forum, Wording(statement=statement), by=administrator)

    outcomes = at_once(*[begin(f"Aanbeveling {place}") for place in range(4)])

    assert {outcome.number for outcome in outcomes} == {1, 2, 3, 4}


def test_one_statement_sent_twice_begins_once(administrator):
    forum = make_forum()

    at_once(*[lambda: start_recommendation(forum, Wording(statement="Eén."), by=administrator)] * 2)

    assert Recommendation.objects.count() == 1


def test_of_two_who_rewrite_at_once_one_hears_of_the_other(administrator):
    draft = make_draft(make_forum())

    def rewrite(statement):
        return lambda: rewrite_recommendation(
            draft, Wording(statement=statement), times_saved=1, by=administrator
        )

    outcomes = at_once(rewrite("Zo."), rewrite("Anders."))

    assert {type(outcome) for outcome in outcomes} == {Recommendation, SavedMeanwhileError}


def test_of_two_who_record_at_once_one_hears_of_the_other(administrator):
    office = make_office()
    recommendation = make_recommendation(make_forum(), addressees=[office])

    def note(text):
        given = Given(
            answered_on=timezone.localdate(),
            speaks_for=SpeaksFor.ADMINISTRATION,
            position=Position.NOT_TAKEN_UP,
            text=text,
            reason="Te duur.",
        )
        return lambda: record_response(recommendation, office, given, after=0, by=administrator)

    outcomes = at_once(note("Nee."), note("Neen."))

    assert {type(outcome) for outcome in outcomes} == {PolicyResponse, AnsweredMeanwhileError}
    assert PolicyResponse.objects.count() == 1
