"""An institution that goes up in another: its promises and answers go along."""

from __future__ import annotations

from datetime import date

import pytest

from forums.domain.answering import answerers_of
from forums.domain.following import followed, followed_recommendations
from forums.enums import Position
from forums.pages import Forum
from forums.records import PolicyResponse
from institutions.domain.merging import merge_institutions
from tests.forums.factories import (
    make_forum,
    make_office,
    make_recommendation,
    make_response,
)
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@made_once
def old():
    return make_office("Oud departement")


@made_once
def new():
    return make_office("Nieuw departement")


def named(forum):
    """Who organises and who promised, in public and in the latest version."""
    page = Forum.objects.get(pk=forum.pk)
    versions = (page, page.get_latest_revision_as_object())
    return [(set(one.organisers.all()), set(one.promised_by.all())) for one in versions]


def silent_and_answered(conclusion):
    """Who is waited for, and who answered, on the only recommendation."""
    one = followed([conclusion.pk])[conclusion.pk].recommendations[0]
    return [fact.institution for fact in one.silences], [fact.institution for fact in one.answers]


@pytest.mark.slow
def test_forums_of_a_merged_institution_go_to_the_other(old, new, administrator):
    other = make_office("Ander")
    only = make_forum(organisers=[old, other], promised_by=[old])
    both = make_forum(organisers=[old, new], promised_by=[new, old])
    neither = make_forum(organisers=[other])
    for forum in (only, both, neither):
        forum.save_revision()

    merge_institutions(old, new, by=administrator)

    assert named(only) == [({new, other}, {new})] * 2
    assert named(both) == [({new}, {new})] * 2
    assert named(neither) == [({other}, set())] * 2


@pytest.mark.slow
def test_the_trail_waits_for_the_institution_that_goes_on_until_it_answers(
    school, old, new, administrator
):
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    recommendation = make_recommendation(
        make_forum(promised_by=[old]), conclusion, addressees=[old]
    )
    assert silent_and_answered(conclusion) == (["Oud departement"], [])

    merge_institutions(old, new, by=administrator)

    assert silent_and_answered(conclusion) == (["Nieuw departement"], [])
    make_response(recommendation, new)
    assert silent_and_answered(conclusion) == ([], ["Nieuw departement"])


def test_what_is_passed_on_to_a_merged_institution_is_passed_on_to_the_other(
    old, new, administrator
):
    answer = make_response(
        make_recommendation(make_forum()),
        make_office(),
        position=Position.NOT_COMPETENT,
        forwarded_to=old,
    )

    merge_institutions(old, new, by=administrator)

    answer.refresh_from_db()
    assert answer.forwarded_to == new


@pytest.mark.parametrize("later", ["source", "into"])
def test_of_two_answers_the_later_holds_and_the_other_is_a_version_before_it(
    old, new, administrator, later
):
    recommendation = make_recommendation(make_forum(), addressees=[old, new])
    days = {old: date(2026, 3, 1), new: date(2026, 5, 1)}
    if later == "source":
        days = {old: date(2026, 5, 1), new: date(2026, 3, 1)}
    for office, day in days.items():
        make_response(recommendation, office, text="Eerst.", is_current=False, answered_on=day)
        make_response(recommendation, office, text=office.name, version=2, answered_on=day)

    merge_institutions(old, new, by=administrator)

    answers = PolicyResponse.objects.order_by("version")
    assert [one.institution for one in answers] == [new] * 4
    assert [one.version for one in answers] == [1, 2, 3, 4]
    assert [one.is_current for one in answers] == [False, False, False, True]
    holds = old if later == "source" else new
    assert answers[3].text == holds.name
    (shown,) = followed_recommendations([recommendation]).values()
    assert [(one.institution, one.on) for one in shown.answers] == [(new.name, date(2026, 5, 1))]
    assert shown.silences == []
    assert set(recommendation.addressees.all()) == {new}


def test_what_one_passed_on_to_the_other_is_no_answer_of_both(old, new, administrator):
    forum = make_forum(promised_by=[new])
    recommendation = make_recommendation(forum, addressees=[old, new])
    passed_on = {"position": Position.NOT_COMPETENT, "forwarded_to": new}
    answer = make_response(recommendation, old, **passed_on)

    merge_institutions(old, new, by=administrator)

    answer.refresh_from_db()
    assert (answer.institution, answer.forwarded_to, answer.is_current) == (old, new, False)
    (shown,) = followed_recommendations([recommendation]).values()
    assert [one.institution for one in shown.silences] == [new.name]
    assert list(answerers_of(recommendation)) == [new]


def test_who_passed_it_on_to_the_one_that_is_gone_has_the_answer_of_that_one(
    old, new, administrator
):
    recommendation = make_recommendation(make_forum(), addressees=[old, new])
    silent = make_recommendation(make_forum(), addressees=[new])
    for one in (recommendation, silent):
        make_response(one, new, position=Position.NOT_COMPETENT, forwarded_to=old)
    make_response(recommendation, old, text="Dat doen we.")

    merge_institutions(old, new, by=administrator)

    assert [(one.text, one.version) for one in recommendation.responses.current()] == [
        ("Dat doen we.", 2)
    ]
    assert [one.forwarded_to for one in silent.responses.current()] == [old]
