"""``manage.py worker``: do the work of every queue, and keep the clock."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from jobs.domain.beginning import begin_work
from jobs.domain.tidying import fail_silent_jobs
from jobs.tasks import keep_the_clock


class Command(db_worker.Command):
    """The queue's own worker, on all our queues.

    It never reloads by itself: a task would be cut off halfway.
    """

    help = "Doet de taken op de achtergrond, van alle wachtrijen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options of the queue's worker."""
        super().add_arguments(parser)
        parser.set_defaults(queue_name=",".join(settings.TASKS["default"]["QUEUES"]), reload=False)

    def handle(self, *, batch: bool, **options: Any) -> None:
        """Mend what a worker before this one left, then work."""
        fail_silent_jobs()
        if not batch:
            keep_the_clock()
            begin_work()
        super().handle(batch=batch, **options)
