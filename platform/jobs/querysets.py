"""Questions about jobs."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from jobs.enums import FINISHED_STATES, JobState

#: A job that runs gives a sign of life (`report_progress`) more often than this.
SILENCE = timedelta(minutes=30)


class JobQuerySet(models.QuerySet[Any]):
    """Jobs."""

    def unfinished(self) -> Self:
        """Those that wait or run."""
        return self.exclude(state__in=FINISHED_STATES)

    def silent(self) -> Self:
        """Those that run, and gave no sign of life for too long: their worker is gone."""
        last = Coalesce("heard_at", "began_at", "created_at")
        return (
            self.filter(state=JobState.RUNNING)
            .alias(last=last)
            .filter(last__lt=timezone.now() - SILENCE)
        )

    def ended_before(self, moment: Any) -> Self:
        """Those that ended before ``moment``."""
        return self.filter(ended_at__lt=moment)
