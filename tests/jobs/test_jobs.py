"""A job from question to outcome, by the immediate queue of the tests."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from jobs.domain.progress import begin_job, fail_job, finish_job, report_progress
from jobs.domain.starting import JobNotFailed, retry_job, start_job
from jobs.enums import JobState
from jobs.querysets import SILENCE
from jobs.records import Job
from tests.jobs import work
from tests.jobs.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return get_user_model().objects.create_user("iemand@voorbeeld.example")


@pytest.fixture
def overseer():
    return get_user_model().objects.create_superuser("beheer@voorbeeld.example")


def test_job_tells_who_asked_and_what_came_of_it(person):
    job = start_job(work.count, by=person, kind="count", title="Tellen", upto=3)

    job.refresh_from_db()
    assert (job.started_by, job.state, job.done, job.total, job.outcome) == (
        person,
        JobState.SUCCEEDED,
        3,
        3,
        {"counted": 3},
    )
    assert job.began_at <= job.heard_at <= job.ended_at


def test_job_of_the_platform_itself_has_nobody():
    job = start_job(work.count, by=None, kind="count", title="Tellen", upto=1)

    assert job.started_by is None


def test_job_problem_is_told_in_its_own_sentence(person):
    job = start_job(work.stop_with_a_reason, by=person, kind="count", title="Lezen")

    job.refresh_from_db()
    assert (job.state, job.problem) == (JobState.FAILED, "Het bestand is leeg.")


def test_broken_job_keeps_the_inside_for_the_log(person, caplog):
    with caplog.at_level(logging.ERROR):
        job = start_job(work.break_down, by=person, kind="count", title="Breken")

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.problem == "Er liep iets mis in het programma. Een beheerder kan zien wat."
    assert "the inside of the program" in caplog.text


@pytest.mark.filterwarnings("ignore")
def test_job_that_is_cut_off_has_failed(person):
    job = start_job(work.be_cut_off, by=person, kind="count", title="Afbreken")

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.problem.startswith("De taak werd onderbroken.")


def test_job_begins_once():
    job = JobFactory()

    assert [begin_job(job), begin_job(job)] == [True, False]


def test_progress_never_goes_back_and_never_passes_the_total():
    job = JobFactory(running=True)

    report_progress(job, 5, 4)
    report_progress(job, 2)

    assert (job.done, job.total) == (5, 5)
    assert job.progress_in_words == "alles gedaan"


def test_ended_job_keeps_its_ending_but_what_happened_wins():
    finished, failed = JobFactory(succeeded=True), JobFactory(failed=True)

    fail_job(finished, "te laat")
    finish_job(failed, counted=1)

    assert (finished.state, finished.problem) == (JobState.SUCCEEDED, "")
    assert (failed.state, failed.problem, failed.outcome) == (
        JobState.SUCCEEDED,
        "",
        {"counted": 1},
    )


def test_unfinished_job_has_no_end():
    with pytest.raises(IntegrityError):
        JobFactory(running=True, ended_at=timezone.now())


def test_failed_job_is_tried_again_as_a_new_one(overseer):
    failed = JobFactory(failed=True)

    again = retry_job(failed, by=overseer)

    failed.refresh_from_db()
    again.refresh_from_db()
    assert failed.state == JobState.FAILED
    assert (again.state, again.started_by, again.outcome) == (
        JobState.SUCCEEDED,
        overseer,
        {"counted": 3},
    )


@pytest.mark.parametrize("state", ["running", "succeeded"])
def test_only_a_failed_job_is_tried_again(overseer, state):
    job = JobFactory(**{state: True})

    with pytest.raises(JobNotFailed):
        retry_job(job, by=overseer)
    assert set(Job.objects.all()) == {job}


def test_only_who_sees_all_jobs_tries_one_again(person):
    job = JobFactory(failed=True)

    with pytest.raises(PermissionDenied):
        retry_job(job, by=person)


def test_silent_jobs_are_those_that_run_without_a_sign():
    long_ago = timezone.now() - SILENCE - timedelta(minutes=1)
    JobFactory(created_at=long_ago)
    JobFactory(running=True, began_at=long_ago, heard_at=timezone.now())
    JobFactory(failed=True, began_at=long_ago)
    silent = JobFactory(running=True, began_at=long_ago)

    assert set(Job.objects.silent()) == {silent}
