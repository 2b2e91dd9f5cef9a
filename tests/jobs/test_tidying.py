"""What the clock throws away and mends."""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.domain import tidying
from jobs.enums import JobState
from jobs.querysets import SILENCE
from jobs.records import Job
from jobs.tasks import keep_the_clock, tidy_by_the_clock
from tests.jobs.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {
        "default": {
            "BACKEND": "jobs.queues.SortedDatabaseBackend",
            "QUEUES": ["default", "index"],
            "OPTIONS": {"queue_of_task": {"wagtail.tasks.update_reference_index_task": "index"}},
        }
    }


def result(queue="default", *, age=timedelta(), status=TaskResultStatus.SUCCESSFUL, **fields):
    moment = timezone.now() - age
    return DBTaskResult.objects.create(
        **{
            "task_path": "jobs.tasks.tidy_by_the_clock",
            "queue_name": queue,
            "status": status,
            "started_at": moment,
            "finished_at": moment if status == TaskResultStatus.SUCCESSFUL else None,
            "args_kwargs": {"args": [], "kwargs": {}},
            "backend_name": "default",
            **fields,
        }
    )


def test_silent_job_fails_with_the_reason():
    job = JobFactory(running=True, began_at=timezone.now() - 2 * SILENCE)

    assert tidying.fail_silent_jobs() == 1

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.problem == "De taak viel stil: het programma dat eraan werkte, is gestopt."


def test_index_task_of_a_dead_worker_waits_again():
    running = TaskResultStatus.RUNNING
    dead = result("index", age=2 * SILENCE, status=running)
    busy = result("index", status=running)
    other = result(age=2 * SILENCE, status=running)

    assert tidying.resume_index_tasks() == 1

    states = {one.pk: one.status for one in DBTaskResult.objects.all()}
    assert states == {dead.pk: "READY", busy.pk: "RUNNING", other.pk: "RUNNING"}


def test_results_are_kept_for_their_term():
    kept = {
        result("index", age=timedelta(hours=23)).pk,
        result(age=timedelta(days=13)).pk,
        result("index", age=timedelta(days=3), status=TaskResultStatus.READY).pk,
    }
    result("index", age=timedelta(hours=25))
    result(age=timedelta(days=15))

    assert tidying.prune_task_results() == 2
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


def test_jobs_are_kept_for_a_year():
    kept = JobFactory(succeeded=True, ended_at=timezone.now() - timedelta(days=364))
    JobFactory(succeeded=True, ended_at=timezone.now() - timedelta(days=366))

    tidying.prune_jobs()

    assert set(Job.objects.all()) == {kept}


def test_step_that_breaks_does_not_stop_the_others(monkeypatch, caplog, capsys):
    def broken():
        raise RuntimeError("broken step")

    monkeypatch.setattr(tidying, "_steps", {"one": lambda: 1, "two": broken, "three": lambda: 3})

    with caplog.at_level(logging.ERROR), pytest.raises(CommandError):
        call_command("tidy")

    assert capsys.readouterr().out == "one: 1\ntwo: mislukt\nthree: 3\n"
    assert "broken step" in caplog.text


def test_own_steps_are_registered():
    ours = {name for name in tidying._steps if name.startswith("jobs.")}
    assert ours == {
        "jobs.fail_silent_jobs",
        "jobs.resume_index_tasks",
        "jobs.prune_task_results",
        "jobs.prune_jobs",
    }


@pytest.mark.usefixtures("database_queue")
def test_clock_is_wound_once():
    assert [keep_the_clock(), keep_the_clock()] == [True, False]

    waiting = DBTaskResult.objects.get()
    assert waiting.task_path == "jobs.tasks.tidy_by_the_clock"
    assert timedelta(minutes=59) < waiting.run_after - timezone.now() < timedelta(minutes=61)


@pytest.mark.usefixtures("database_queue")
def test_clock_winds_itself():
    tidy_by_the_clock.call()

    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("database_queue")
def test_index_tasks_wait_in_their_own_queue():
    from wagtail.tasks import update_reference_index_task

    update_reference_index_task.enqueue("jobs", "job", "1")
    tidy_by_the_clock.enqueue()

    queues = set(DBTaskResult.objects.values_list("task_path", "queue_name"))
    assert queues == {
        ("wagtail.tasks.update_reference_index_task", "index"),
        ("jobs.tasks.tidy_by_the_clock", "default"),
    }


@pytest.mark.parametrize(
    ("waiting", "running", "moves"),
    [
        (timedelta(minutes=9), False, True),
        (timedelta(minutes=11), False, False),
        (timedelta(minutes=11), True, True),
    ],
)
def test_queue_moves_unless_tasks_wait_while_nothing_runs(waiting, running, moves, capsys):
    late = result(status=TaskResultStatus.READY)
    DBTaskResult.objects.filter(pk=late.pk).update(enqueued_at=timezone.now() - waiting)
    planned = result(status=TaskResultStatus.READY, run_after=timezone.now() + timedelta(hours=1))
    DBTaskResult.objects.filter(pk=planned.pk).update(enqueued_at=timezone.now() - 2 * waiting)
    if running:
        result(status=TaskResultStatus.RUNNING)

    if moves:
        call_command("queue_moves")
        assert capsys.readouterr().out == "De wachtrij beweegt.\n"
    else:
        with pytest.raises(CommandError):
            call_command("queue_moves")


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setattr(tidying, "_steps", {})
    monkeypatch.setattr(tidying, "_words", {})
    return tidying.register_tidy_step


def test_what_the_clock_erased_is_told_in_words(steps):
    steps("a.letters", lambda: 3, "oude brieven gewist")
    steps("a.nothing", lambda: 0, "oude kaarten gewist")
    steps("a.silent", lambda: 2)

    job = tidying.tidy_and_tell()

    assert (job.kind, job.state, job.outcome) == (
        "tidying",
        JobState.SUCCEEDED,
        {"oude brieven gewist": 3},
    )


def test_clock_that_erased_nothing_leaves_no_job(steps):
    steps("a.letters", lambda: 0, "oude brieven gewist")
    steps("a.silent", lambda: 2)

    assert tidying.tidy_and_tell() is None
    assert not Job.objects.exists()


def test_step_that_breaks_is_told_and_what_was_erased_too(steps):
    steps("a.letters", lambda: 3, "oude brieven gewist")
    steps("a.cards", lambda: 1 // 0, "oude kaarten gewist")

    job = tidying.tidy_and_tell()

    assert (job.state, job.outcome) == (JobState.FAILED, {"oude brieven gewist": 3})
    assert "oude kaarten gewist" in job.problem


def test_what_a_step_left_is_told_by_name(steps):
    steps("a.letters", lambda: tidying.Tidied(2, ["brief 7"]), "oude brieven gewist")

    job = tidying.tidy_and_tell()

    assert (job.state, job.outcome, job.problem) == (
        JobState.FAILED,
        {"oude brieven gewist": 2},
        "Dit lukte niet: brief 7. Het logboek van de server zegt waarom.",
    )
    with pytest.raises(CommandError):
        call_command("tidy")
