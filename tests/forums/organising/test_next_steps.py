"""What the organisers' page says to do next follows from what is there and from the dates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from forums.domain.next_steps import Act, next_step
from forums.domain.opening import missing_of
from forums.records import Session
from tests.forums.factories import make_forum, make_item, make_session
from tests.forums.organising.making import make_draft, make_ready

pytestmark = pytest.mark.django_db


def act_of(forum):
    sessions = list(Session.objects.filter(forum=forum).annotate(items=Count("agenda")))
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
    assert act_of(forum) == Act.WAIT_FOR_SESSION
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
