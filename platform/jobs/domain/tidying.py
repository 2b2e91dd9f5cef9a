"""What is thrown away or mended by the clock."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.domain.progress import begin_job, fail_job, finish_job
from jobs.querysets import SILENCE
from jobs.records import Job

logger = logging.getLogger(__name__)

Words = str | Promise


class Tidied(int):
    """How many things a step tidied; ``left`` names those that did not work, to be tried again."""

    left: tuple[str, ...]

    def __new__(cls, count: int, left: Iterable[str] = ()) -> "Tidied":
        """Count what was tidied."""
        tidied = super().__new__(cls, count)
        tidied.left = tuple(left)
        return tidied


Step = Callable[[], int]
_steps: dict[str, Step] = {}
_words: dict[str, Words] = {}

#: The kind of the job that tells what was tidied.
TIDYING = "tidying"

INDEX_QUEUE = "index"
KEEP_INDEX_RESULTS = timedelta(days=1)
KEEP_RESULTS = timedelta(days=14)
KEEP_JOBS = timedelta(days=365)


def register_tidy_step(name: str, step: Step, words: Words = "") -> None:
    """Have ``step()`` run every hour; it returns how many things it tidied.

    A package registers its steps from its ``ready()`` under a name of its own. A step is safe to
    repeat, and quick when there is nothing to do. ``words`` names what it erases, for the
    administrators' list of jobs; a step without them works unseen. A step that did a part gives
    `Tidied`, which names the rest.
    """
    _steps[name], _words[name] = step, words


def tidy() -> dict[str, int | None]:
    """Run every step, each in a transaction of its own; return what each did.

    A step that breaks is logged, counts as ``None``, and does not stop the others.
    """
    done: dict[str, int | None] = {}
    for name, step in _steps.items():
        try:
            with transaction.atomic():
                done[name] = step()
        except Exception:
            logger.exception("Tidying step %s broke", name)
            done[name] = None
    return done


def tidy_and_tell() -> Job | None:
    """Tidy, and leave a job that says in words what was erased, or which step broke.

    Where nothing was erased and nothing broke, there is nothing to tell.
    """
    began = timezone.now()
    done = tidy()
    told = {str(_words[name]): count for name, count in done.items() if count and _words[name]}
    broken = [str(_words[name] or name) for name, count in done.items() if count is None]
    broken += left_by(done)
    if not told and not broken:
        return None
    job = Job.objects.create(
        kind=TIDYING, title=_("Opruimen wat zijn tijd gehad heeft"), created_at=began
    )
    begin_job(job)
    if not broken:
        return finish_job(job, **told)
    words = _("Dit lukte niet: {steps}. Het logboek van de server zegt waarom.")
    return fail_job(job, words.format(steps=", ".join(broken)), **told)


def left_by(done: dict[str, int | None]) -> list[str]:
    """What did not work in steps that went on, by name."""
    return [name for count in done.values() if isinstance(count, Tidied) for name in count.left]


def fail_silent_jobs() -> int:
    """Write of jobs whose worker is gone that they failed, so that somebody can retry them."""
    silent = list(Job.objects.silent())
    for job in silent:
        fail_job(job, _("De taak viel stil: het programma dat eraan werkte, is gestopt."))
    return len(silent)


def resume_index_tasks() -> int:
    """Queue index tasks again whose worker is gone: doing them twice does no harm."""
    return DBTaskResult.objects.filter(
        queue_name=INDEX_QUEUE,
        status=TaskResultStatus.RUNNING,
        started_at__lt=timezone.now() - SILENCE,
    ).update(status=TaskResultStatus.READY, started_at=None)


def prune_task_results() -> int:
    """Delete what the queue remembers of finished tasks: index tasks after a day."""
    now = timezone.now()
    old = Q(queue_name=INDEX_QUEUE, finished_at__lt=now - KEEP_INDEX_RESULTS) | Q(
        finished_at__lt=now - KEEP_RESULTS
    )
    return DBTaskResult.objects.finished().filter(old).delete()[0]


def prune_jobs() -> int:
    """Delete jobs that ended a year ago."""
    return Job.objects.ended_before(timezone.now() - KEEP_JOBS).delete()[0]
