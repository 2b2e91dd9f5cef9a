"""The clock: tidying, every hour, without a scheduler of the machine."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from jobs.domain.tidying import tidy_and_tell

BETWEEN = timedelta(hours=1)


@task()
def tidy_by_the_clock() -> None:
    """Tidy, and queue the next time."""
    try:
        tidy_and_tell()
    finally:
        keep_the_clock()


def keep_the_clock() -> bool:
    """Queue the next tidying unless one waits already; every worker asks this at its start."""
    waiting = DBTaskResult.objects.filter(
        task_path=tidy_by_the_clock.module_path, status=TaskResultStatus.READY
    )
    if waiting.exists():
        return False
    tidy_by_the_clock.using(run_after=timezone.now() + BETWEEN).enqueue()
    return True
