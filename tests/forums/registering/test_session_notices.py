"""Who comes hears once that a session moved or was called off, by a job where they are many."""

from __future__ import annotations

import pytest
from django.utils import timezone

from forums.domain import session_notices
from forums.domain.meetings import cancel_session, change_session
from forums.domain.session_notices import tell_in_background, tell_some
from forums.records import Session, SessionNotice
from jobs.domain.starting import start_job
from jobs.records import Job
from notifications.records import OutgoingMail
from tests.forums.factories import make_coming_session, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Five people come to it."""
    session = make_coming_session()
    for _one in range(5):
        make_registration(session)
    return session


def mailed(about):
    listed = OutgoingMail.objects.filter(template=f"forums/mail/{about}")
    return sorted(one.recipients[0] for one in listed)


def everybody(session):
    return sorted(session.registrations.values_list("email", flat=True))


def call_off(session, by):
    cancel_session(session, by=by, reason="Ziek.")


def move(session, by):
    change_session(session, by=by, started_from=session.version, place="Gent")


@pytest.mark.parametrize(("act", "about"), [(call_off, "called_off"), (move, "moved")])
def test_many_are_told_once_by_a_job_that_is_run_twice(session, moderator, monkeypatch, act, about):
    monkeypatch.setattr(session_notices, "AT_ONCE", 2)

    act(session, moderator)

    job = Job.objects.get(kind="tell_session")
    assert (job.state, job.outcome, job.started_by) == ("succeeded", {"told": 5}, moderator)
    assert mailed(about) == everybody(session)
    latest = Session.objects.select_related("forum").get(pk=session.pk)
    given = job.arguments
    start_job(tell_in_background, by=moderator, kind="again", title="Nog eens", **given)
    assert Job.objects.get(kind="again").outcome == {"told": 0}
    assert tell_some(latest, given["sequence"], timezone.now(), given["words"]) == 0
    assert mailed(about) == everybody(session)


def test_it_goes_on_where_it_stopped(session, moderator):
    latest = Session.objects.select_related("forum").get(pk=session.pk)
    now = timezone.now()

    told = [tell_some(latest, 1, now, {}, 2) for _again in range(4)]

    assert told == [2, 2, 1, 0]
    assert mailed("called_off") == everybody(session)


def test_nobody_hears_of_a_move_once_the_session_was_called_off(session, moderator, monkeypatch):
    monkeypatch.setattr(session_notices, "AT_ONCE", 2)
    move(session, moderator)
    stopped = Job.objects.get(kind="tell_session").arguments
    SessionNotice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    call_off(session, moderator)

    start_job(tell_in_background, by=moderator, kind="again", title="Nog eens", **stopped)

    assert Job.objects.get(kind="again").outcome == {"told": 0}
    assert mailed("moved") == []
    assert mailed("called_off") == everybody(session)


def test_few_are_told_at_once_and_each_change_anew(session, moderator):
    move(session, moderator)
    call_off(session, moderator)

    assert mailed("moved") == mailed("called_off") == everybody(session)
    assert SessionNotice.objects.count() == 10
    assert not Job.objects.filter(kind="tell_session").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_costs_its_own_mails_and_no_more(django_assert_num_queries, count):
    session = make_coming_session()
    for _one in range(count):
        make_registration(session)

    with django_assert_num_queries(5 + 3 * count):
        tell_some(session, 1, timezone.now(), {})

    assert len(mailed("called_off")) == count
