"""A function that runs in the background, with a job that tells about it."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import Task

from jobs.domain.progress import begin_job, fail_job, finish_job
from jobs.records import Job

logger = logging.getLogger(__name__)

Work = Callable[..., dict[str, Any] | None]


class JobProblem(Exception):
    """What stopped a job: its text is a sentence for the person who asked for it."""


def background_job(work: Work) -> "Task[Any, None]":
    """Make ``work(job, **arguments)``, a function of a module, into a task for `start_job`.

    What it returns, a dictionary that fits JSON or nothing, is the job's outcome. A `JobProblem`
    that it raises is told to the person; of any other error the person reads that something
    broke, and the log has the rest. Arguments must fit JSON: pass keys, not records.
    """

    @functools.wraps(work)
    def run(job_id: str, arguments: dict[str, Any]) -> None:
        job = Job.objects.get(pk=job_id)
        if begin_job(job):
            _work(work, job, arguments)

    # The queue finds a task by the path of its function, and reads its signature: both are run's.
    del run.__wrapped__
    return task()(run)


def _work(work: Work, job: Job, arguments: dict[str, Any]) -> None:
    try:
        outcome = work(job, **arguments)
    except JobProblem as problem:
        logger.warning("Job %s (%s) stopped: %s", job.pk, job.kind, problem)
        fail_job(job, str(problem))
    except Exception:
        logger.exception("Job %s (%s) broke", job.pk, job.kind)
        fail_job(job, _("Er liep iets mis in het programma. Een beheerder kan zien wat."))
    except BaseException:
        fail_job(job, _("De taak werd onderbroken. Vraag een beheerder om ze opnieuw te starten."))
        raise
    else:
        finish_job(job, **(outcome or {}))
