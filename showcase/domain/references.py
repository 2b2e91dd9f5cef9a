"""Giving out permanent references."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from showcase.records import ReferenceCounter


@transaction.atomic
def next_reference(published_at: datetime) -> str:
    """The next public reference of the year of publication in Brussels, such as ``2026-0042``.

    The year's row is locked until the surrounding transaction ends, so no two publications get
    the same number. A number that a failed publication took may stay unused.
    """
    year = timezone.localtime(published_at).year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}-{counter.last:04d}"
