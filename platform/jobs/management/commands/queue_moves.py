"""``manage.py queue_moves``: whether the worker gets to what waits, for a health check."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

PATIENCE = timedelta(minutes=10)


class Command(BaseCommand):
    """Looks at the queue; asks nothing of the worker itself."""

    help = "Zegt of er taken blijven liggen terwijl de werker niets doet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fail when a task has waited too long while nothing runs."""
        now = timezone.now()
        late = now - PATIENCE
        # A task without a moment of its own has one in the year 9999.
        overdue = Q(run_after__lt=late) | Q(run_after__gt=now, enqueued_at__lt=late)
        stuck = DBTaskResult.objects.ready().filter(overdue)
        if stuck.exists() and not DBTaskResult.objects.running().exists():
            raise CommandError("Er wachten taken, en de werker doet niets.")
        self.stdout.write("De wachtrij beweegt.")
