"""Until when who promised an answer has time: the term runs from the report, or from the
recommendation where that came later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Promise:
    """What a forum promised about answers to its recommendations, and since when it counts.

    Without a term nobody is ever late.
    """

    reported_on: date | None
    term_days: int | None
    published_on: date
    """The day of the recommendation."""

    def has_begun(self, on: date | None = None) -> bool:
        """Whether the report is out on a day (today)."""
        return self.reported_on is not None and self.reported_on <= (on or timezone.localdate())

    @property
    def begins_on(self) -> date:
        """The day on which everything there is to answer is out, from which term and waiting are
        counted: a recommendation that comes after the report is never late at birth.
        """
        return max(self.reported_on or self.published_on, self.published_on)

    @property
    def due_on(self) -> date | None:
        """The last day on which an answer is on time."""
        if self.reported_on is None or self.term_days is None:
            return None
        return self.begins_on + timedelta(days=self.term_days)

    def days_waited(self, on: date | None = None) -> int:
        """How many days an answer is waited for."""
        return max(((on or timezone.localdate()) - self.begins_on).days, 0)

    def days_late(self, on: date | None = None) -> int:
        """How many days it is past the term; 0 while it is not."""
        due_on = self.due_on
        return max(((on or timezone.localdate()) - due_on).days, 0) if due_on else 0
