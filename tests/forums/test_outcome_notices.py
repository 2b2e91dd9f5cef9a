"""Who took part hears what became of it: each person one mail, and nobody twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.answering import Given, record_response
from forums.domain.recommending import publish_recommendation
from forums.domain.reporting import mark_of_report, publish_report
from forums.pages import Forum
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_contribution,
    make_draft,
    make_forum,
    make_item,
    make_office,
    make_organiser,
    make_presenter,
    make_proposal,
    make_recommendation,
    make_registration,
    make_session,
    whole_wording,
)
from tests.institutions.factories import make_mandate
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def forum(school, editor, office):
    """A public forum with a report, and somebody who took part in every way."""
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    forum = make_forum(promised_by=[office], answer_term_days=60, report="Zo.")
    session = make_session(forum)
    make_registration(session, email="komt@school.example")
    make_registration(session, email="KOMT2@school.example", attended=True)
    make_registration(make_session(forum), email="komt2@school.example")
    make_registration(session, email="weg@school.example", attended=False)
    make_registration(
        session, email="wacht@school.example", state="waiting", seat=None, confirmed_at=None
    )
    make_registration(session, email="", contact_erased_at=timezone.now())
    gone = make_user("gone@school.example", is_active=False)
    make_registration(session, user=gone, email=gone.email)
    make_proposal(forum, conclusion)
    speaker = make_user("spreekt@school.example")
    make_presenter(make_item(session), user=speaker, name="An")
    make_contribution(forum, make_mandate(make_user("zegt@school.example")).user)
    forum.conclusion = conclusion
    return forum


def given_answer(**fields):
    return Given(
        **{
            "answered_on": timezone.localdate(),
            "speaks_for": "administration",
            "text": "We doen het.",
            "what": "Een draaiboek.",
            "due_on": timezone.localdate(),
            **fields,
        }
    )


def mailed(template):
    rows = OutgoingMail.objects.filter(template=f"forums/mail/{template}")
    return sorted(address for one in rows for address in one.recipients)


def publish(forum, by):
    return publish_report(forum, by=by, seen=mark_of_report(Forum.objects.get(pk=forum.pk)))


TOOK_PART = ["KOMT2@school.example", "komt@school.example"]


def took_part(editor):
    return sorted([*TOOK_PART, "spreekt@school.example", "zegt@school.example", editor.email])


@pytest.mark.slow
def test_report_is_mailed_once_to_each_who_took_part_and_to_who_is_addressed(forum, editor, office):
    answers = make_mandate(make_user("beleid@office.example"), office).user
    make_registration(forum.sessions.first(), user=answers, email=answers.email)
    by = make_organiser()
    make_registration(forum.sessions.first(), user=by, email=by.email)
    make_draft(forum, whole_wording(forum.conclusion, addressees=[office]))

    for _again in range(2):
        publish(forum, by)

    assert mailed("report_published") == took_part(editor)
    assert mailed("recommendation_addressed") == [answers.email]
    due = (timezone.localdate() + timedelta(days=60)).year
    text = OutgoingMail.objects.filter(template="forums/mail/report_published").first().text
    for words in ("Maak het duidelijk.", f"/forums/{forum.slug}/verslag/", str(due), office.name):
        assert words in text


def test_answer_is_mailed_when_it_is_new_or_takes_another_position(forum, editor, office):
    recommendation = make_recommendation(forum, addressees=[office])
    by = make_organiser()

    for after, given in (
        (0, given_answer(position="opgenomen")),
        (1, given_answer(position="opgenomen")),
        (1, given_answer(position="opgenomen", text="Met een komma.")),
    ):
        record_response(recommendation, office, given, after=after, by=by)
    once = mailed("answer_given")
    other = given_answer(position="niet-opgenomen", reason="Daarom.")
    record_response(recommendation, office, other, after=2, by=by)

    assert once == took_part(editor)
    assert mailed("answer_given") == sorted(once * 2)


@pytest.mark.parametrize("is_reported", [True, False])
def test_a_recommendation_alone_is_mailed_to_who_took_part_after_the_report(
    forum, editor, office, is_reported
):
    if is_reported:
        Forum.objects.update(reported_on=timezone.localdate())
    answers = make_mandate(make_user("beleid@office.example"), office).user
    draft = make_draft(forum, whole_wording(forum.conclusion, addressees=[office]))

    for _again in range(2):
        publish_recommendation(draft, times_saved=1, by=make_organiser())

    assert mailed("recommendation_addressed") == [answers.email]
    assert mailed("recommendation_published") == (took_part(editor) if is_reported else [])


def test_who_may_not_read_the_forum_hears_nothing(forum, office):
    Forum.objects.update(access="members_only")

    publish(forum, make_organiser())

    assert mailed("report_published") == []


@pytest.mark.slow
def test_who_publishes_reads_how_many_are_mailed(client, forum, editor, moderator, office):
    client.force_login(moderator)
    place = f"/mijn/forums/{forum.slug}/verslag/publiceren/"

    asked = client.get(place)
    done = client.post(place, {"seen": asked.context["mark"]}, follow=True)
    recommendation = make_recommendation(forum, addressees=[office])
    answer = client.get(
        f"/mijn/forums/{forum.slug}/aanbevelingen/{recommendation.number}/antwoorden/{office.pk}/"
    )

    assert "5 deelnemers krijgen er een mail over." in asked.text
    assert "5 deelnemers kregen er een mail over." in done.text
    assert "5 deelnemers van het forum krijgen er een mail over." in answer.text
    for page in (asked, answer):
        assert markup_problems(page.text) == []
