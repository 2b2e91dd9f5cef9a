"""What the organisers' page says to do next follows from what is there and from the dates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.next_steps import Act, for_next_steps, next_step
from forums.domain.opening import missing_of
from forums.records import Correction, Session
from tests.forums.factories import make_forum, make_item, make_minutes, make_rules, make_session
from tests.forums.minutes.making import make_presented
from tests.forums.organising.making import make_draft, make_ready

pytestmark = pytest.mark.django_db


def act_of(forum):
    sessions = list(for_next_steps().filter(forum=forum))
    return next_step(forum, sessions, lacks=len(missing_of(forum))).act


def test_draft_is_filled_and_then_opened(moderator):
    assert act_of(make_draft(moderator)) == Act.FILL_PROMISE
    assert act_of(make_ready(moderator)) == Act.OPEN


def test_open_forum_gets_a_session_an_agenda_and_a_report():
    forum = make_forum()
    assert act_of(forum) == Act.PLAN_SESSION
    session = make_session(forum, starts_at=timezone.now() + timedelta(days=2))
    assert act_of(forum) == Act.MAKE_AGENDA
    make_item(session, is_published=False)
    assert act_of(forum) == Act.PUBLISH_AGENDA
    session.agenda.all().delete()
    make_item(session)
    assert act_of(forum) == Act.OPEN_REGISTRATION
    make_rules(session)
    assert act_of(forum) == Act.WAIT_FOR_SESSION
    session.agenda.all().delete()
    session.starts_at -= timedelta(days=4)
    session.ends_at -= timedelta(days=4)
    session.save()
    assert act_of(forum) == Act.WRITE_REPORT
    forum.report = "Wat er gezegd is."
    assert act_of(forum) == Act.PUBLISH_REPORT
    forum.reported_on = timezone.localdate()
    assert act_of(forum) == Act.FOLLOW_ANSWERS


def test_session_that_was_called_off_counts_for_nothing():
    forum = make_forum()
    make_session(
        forum,
        starts_at=timezone.now() + timedelta(days=2),
        cancelled_at=timezone.now(),
        cancelled_reason="Ziek.",
    )

    assert act_of(forum) == Act.PLAN_SESSION


def test_forum_that_is_over_without_a_session_is_reported_all_the_same():
    today = timezone.localdate()
    over = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=2)}

    assert act_of(make_forum(**over)) == Act.WRITE_REPORT
    closed = {"followed_until": today - timedelta(days=1)}
    told = {"report": "Zo.", "reported_on": today - timedelta(days=1)}
    assert act_of(make_forum(**over, **told, **closed)) == Act.NOTHING


@pytest.mark.slow
def test_minutes_are_written_corrected_and_final_before_the_report_is_published(school):
    item = make_presented(school)
    forum, session, now = item.session.forum, item.session, timezone.now()
    assert act_of(forum) == Act.WRITE_MINUTES
    forum.report = "De kleine vorm: één verslag."
    assert act_of(forum) == Act.PUBLISH_REPORT
    minutes = make_minutes(item)
    assert act_of(forum) == Act.WRITE_MINUTES

    Session.objects.update(corrections_until=now + timedelta(days=2))
    assert act_of(forum) == Act.WAIT_FOR_CORRECTIONS
    asked = Correction.objects.create(
        minutes=minutes, institution=school, passage="Zo", proposal="Zus", reason="Fout."
    )
    assert act_of(forum) == Act.ANSWER_CORRECTIONS
    asked.delete()
    Session.objects.update(corrections_until=now)
    assert act_of(forum) == Act.CLOSE_MINUTES
    Session.objects.filter(pk=session.pk).update(closed_at=now)
    assert act_of(forum) == Act.PUBLISH_REPORT


def test_the_next_step_leads_to_where_it_is_done(client, moderator, school):
    item = make_presented(school)
    client.force_login(moderator)

    page = client.get("/mijn/forums/vraag/")

    step = page.context["row"].step
    assert step.words == "Schrijf het verslag van “Bijeenkomst 1”"
    assert step.url == "/mijn/forums/vraag/sessies/1/verslag/"
    assert item.title not in page.text
