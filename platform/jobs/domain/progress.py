"""How far a job is, and how it ended."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from jobs.enums import UNFINISHED_STATES, JobState
from jobs.records import Job


def begin_job(job: Job) -> bool:
    """Take ``job`` from the queue; false when somebody else did, or when it has ended."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING, began_at=now, heard_at=now
    )
    job.refresh_from_db()
    return bool(taken)


def report_progress(job: Job, done: int, total: int | None = None) -> None:
    """Write that ``done`` of ``total`` pieces are done; also the sign that the worker lives.

    A job that says nothing for half an hour is taken for dead. Call it outside a long
    transaction, or nobody sees it before the end. It never goes back.
    """
    changes: dict[str, Any] = {"heard_at": timezone.now(), "done": Greatest(F("done"), Value(done))}
    if total is not None:
        changes["total"] = max(done, total)
    elif job.total is not None:
        changes["total"] = Greatest(F("total"), Value(done))
    Job.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db(fields=["heard_at", "done", "total"])


def finish_job(job: Job, **outcome: Any) -> Job:
    """Write that ``job`` did what was asked, and what came of it: counts and ids, as JSON.

    What really happened wins: a job that was taken for dead and then finishes, has finished.
    """
    return _end(job, state=JobState.SUCCEEDED, outcome=outcome, problem="")


def fail_job(job: Job, problem: str, **outcome: Any) -> Job:
    """Write that ``job`` stopped, and why: a sentence for the person who asked for it.

    ``outcome`` counts what it did before that.
    A job that has ended keeps the ending it had.
    """
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED_STATES).update(
        state=JobState.FAILED, problem=problem, outcome=outcome, ended_at=timezone.now()
    )
    job.refresh_from_db()
    return job


def _end(job: Job, **changes: Any) -> Job:
    Job.objects.filter(pk=job.pk).update(ended_at=timezone.now(), **changes)
    job.refresh_from_db()
    return job
