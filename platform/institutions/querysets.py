"""Questions about institutions and mandates."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils import timezone


def today() -> date:
    """The date in Brussels."""
    return timezone.localdate()


class InstitutionQuerySet(models.QuerySet[Any]):
    """Institutions."""

    def schools(self) -> Self:
        """Those that can have a space of their own."""
        return self.filter(kind="school")

    def current(self) -> Self:
        """Those that did not merge into another."""
        return self.filter(merged_into__isnull=True)


class MandateQuerySet(models.QuerySet[Any]):
    """Mandates."""

    def active(self, on: date | None = None) -> Self:
        """Those that hold on a day (today by default)."""
        day = on or today()
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=day),
            since__lte=day,
            verified_at__isnull=False,
        )

    def ended(self, on: date | None = None) -> Self:
        """Those whose last day is past."""
        return self.filter(until__lt=on or today())
