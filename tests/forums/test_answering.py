"""Recording what institutions answer, and correcting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.records import Event
from forums.domain.answering import (
    FIELD_OF,
    AnsweredMeanwhileError,
    Given,
    NotAskedError,
    answerers_of,
    given_in,
    record_response,
)
from forums.enums import DEMANDED_BY, Position, SpeaksFor
from forums.permissions import can_record_response
from forums.records import PolicyResponse
from institutions.domain.mandates import end_mandate
from institutions.enums import Capacity
from institutions.records import Institution
from tests.forums.factories import make_forum, make_office, make_recommendation, make_response
from tests.institutions.factories import make_mandate
from tests.sharing import made_once
from tests.vocabularies.factories import make_term
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@made_once
def office():
    return make_office("Bureau")


@made_once
def asked(office):
    return make_recommendation(make_forum(), addressees=[office])


def given(**fields):
    """An answer that takes the recommendation up; ``fields`` overwrite."""
    return Given(
        **{
            "answered_on": timezone.localdate(),
            "speaks_for": SpeaksFor.ADMINISTRATION,
            "position": Position.TAKEN_UP,
            "text": "Dat doen we.",
            "what": "een omzendbrief",
            "due_on": date(2027, 1, 1),
            **fields,
        }
    )


def refusal(recommendation, institution, answer, by):
    with pytest.raises(ValidationError) as refused:
        record_response(recommendation, institution, answer, after=0, by=by)
    assert not PolicyResponse.objects.exists()
    return refused.value.message_dict


def test_answer_is_recorded_as_it_was_given(asked, office, moderator):
    response = record_response(asked, office, given(), after=0, by=moderator)

    response.refresh_from_db()
    event = Event.objects.get(verb="record_response")
    assert (response.version, response.is_current, response.what) == (1, True, "een omzendbrief")
    assert event.detail == {
        "recommendation": asked.pk,
        "institution": office.pk,
        "version": 1,
        "position": "opgenomen",
    }


def test_correction_is_a_new_version_and_the_old_one_stays(asked, office, moderator):
    record_response(asked, office, given(), after=0, by=moderator)

    record_response(asked, office, given(text="Toch anders."), after=1, by=moderator)

    rows = PolicyResponse.objects.order_by("version")
    assert list(rows.values_list("version", "is_current", "text")) == [
        (1, False, "Dat doen we."),
        (2, True, "Toch anders."),
    ]


def test_an_answer_says_to_which_group_the_institution_belongs(asked, office, moderator):
    group, other = (make_term(scheme=Scheme.STAKEHOLDER_GROUPS) for _one in range(2))
    first = record_response(asked, office, given(stakeholder_group=group), after=0, by=moderator)

    kept = replace(given_in(first), text="Toch anders.")
    record_response(asked, office, kept, after=1, by=moderator)
    changed = replace(kept, stakeholder_group=other)
    record_response(asked, office, changed, after=2, by=moderator)
    record_response(asked, office, replace(changed, stakeholder_group=None), after=3, by=moderator)

    rows = PolicyResponse.objects.order_by("version")
    assert list(rows.values_list("version", "stakeholder_group")) == [
        (1, group.pk),
        (2, group.pk),
        (3, other.pk),
        (4, None),
    ]


def test_the_same_answer_again_changes_nothing(asked, office, moderator):
    first = record_response(asked, office, given(), after=0, by=moderator)

    assert record_response(asked, office, given(), after=0, by=moderator) == first
    assert Event.objects.filter(verb="record_response").count() == 1


def test_who_comes_second_sees_what_was_recorded(asked, office, moderator):
    first = record_response(asked, office, given(), after=0, by=moderator)

    with pytest.raises(AnsweredMeanwhileError) as refused:
        record_response(asked, office, given(text="Anders."), after=0, by=moderator)

    assert refused.value.standing == first
    assert PolicyResponse.objects.get() == first


@pytest.mark.parametrize("position", Position)
def test_each_position_is_held_to_what_it_demands(asked, office, moderator, position):
    bare = given(position=position, what="", due_on=None)

    said = refusal(asked, office, bare, moderator)

    assert set(said) == {name for name, by in DEMANDED_BY.items() if position in by}
    for name, words in said.items():
        rules = [rule for rule, field in FIELD_OF.items() if field == name]
        told = {
            str(one.violation_error_message)
            for one in PolicyResponse._meta.constraints
            if one.name in rules
        }
        assert set(words) <= told


def test_answer_is_not_passed_on_to_who_gives_it(asked, office, moderator):
    answer = given(position=Position.NOT_COMPETENT, forwarded_to=office)

    assert refusal(asked, office, answer, moderator) == {
        "forwarded_to": ["Kies een andere instelling dan die antwoordt."]
    }


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "Deze dag moet nog komen."),
        (-11, "Toen was de aanbeveling nog niet gepubliceerd."),
    ],
)
def test_answer_comes_after_the_question_and_before_tomorrow(asked, office, moderator, days, words):
    answer = replace(given(), answered_on=timezone.localdate() + timedelta(days=days))

    assert refusal(asked, office, answer, moderator) == {"answered_on": [words]}


def test_answers_come_from_who_was_asked(asked, office, moderator):
    passed_to, other = make_office("Doorgegeven"), make_office("Ander")
    answer = given(position=Position.NOT_COMPETENT, forwarded_to=passed_to)
    record_response(asked, office, answer, after=0, by=moderator)

    assert list(answerers_of(asked)) == [office, passed_to]
    with pytest.raises(NotAskedError):
        record_response(asked, other, given(), after=0, by=moderator)


@pytest.mark.parametrize("fields", [{"published_on": None}, {"asks_answer": False}])
def test_draft_and_lesson_take_no_answer(office, moderator, fields):
    recommendation = make_recommendation(make_forum(), addressees=[office], **fields)

    with pytest.raises(NotAskedError):
        record_response(recommendation, office, given(), after=0, by=moderator)


def test_nobody_steps_out_of_an_institution_to_record_its_answer(moderator):
    there = make_office("Departement")
    mandate = make_mandate(moderator, there, Capacity.OFFICER)
    assert not can_record_response(moderator, there)

    end_mandate(mandate, by=moderator)

    assert not can_record_response(moderator, there)


def test_nobody_records_the_answer_of_their_own_institution(epos_moderator, moderator):
    epos = epos_moderator.mandates.get().institution
    asked = make_recommendation(make_forum(), addressees=[epos])

    with pytest.raises(PermissionDenied):
        record_response(asked, epos, given(), after=0, by=epos_moderator)

    assert record_response(asked, epos, given(), after=0, by=moderator).pk


def test_nobody_records_for_what_went_up_in_their_institution(epos_moderator):
    epos = epos_moderator.mandates.get().institution
    old = make_office("Oud agentschap")
    asked = make_recommendation(make_forum(), addressees=[old])
    Institution.objects.filter(pk=old.pk).update(merged_into=epos)
    old.refresh_from_db()

    with pytest.raises(PermissionDenied):
        record_response(asked, old, given(), after=0, by=epos_moderator)


def test_answer_that_was_corrected_stays_a_question_to_who_gave_it(moderator, office):
    recommendation = make_recommendation(make_forum())
    make_response(recommendation, office)

    corrected = record_response(recommendation, office, given(text="Beter."), after=1, by=moderator)

    assert corrected.version == 2
