"""Asking for work in the background, once or again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from jobs.enums import JobState
from jobs.permissions import can_retry_jobs
from jobs.records import Job


class JobNotFailed(Exception):
    """Only a job that failed can be tried again."""


@transaction.atomic
def start_job(
    task: "Task[Any, None]", *, by: models.Model | None, kind: str, title: str, **arguments: Any
) -> Job:
    """Queue ``task``, made by `background_job`, for ``by``; ``by=None`` is the platform itself.

    ``kind`` is a stable code for lists (``"import_eplus"``), ``title`` what people read. Inside a
    transaction the job starts only when that one commits.
    """
    job = Job.objects.create(
        kind=kind,
        title=title,
        task_path=task.module_path,
        started_by_id=by.pk if by is not None else None,
        arguments=arguments,
    )
    task.enqueue(str(job.pk), job.arguments)
    return job


@transaction.atomic
def retry_job(job: Job, *, by: Any) -> Job:
    """Start the work of ``job`` again, as a new job of ``by``; the failed one stays to be read.

    Raises:
        PermissionDenied: ``by`` may not.
        JobNotFailed: it did not fail, or is a note of what the clock did.
    """
    if not can_retry_jobs(by):
        raise PermissionDenied
    failed = Job.objects.select_for_update().get(pk=job.pk)
    if failed.state != JobState.FAILED or not failed.task_path:
        raise JobNotFailed(failed.pk)
    return start_job(
        import_string(failed.task_path),
        by=by,
        kind=failed.kind,
        title=failed.title,
        **failed.arguments,
    )
