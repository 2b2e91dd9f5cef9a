"""Giving out permanent references."""

from django.db import transaction
from django.utils import timezone

from showcase.records import ReferenceCounter


@transaction.atomic
def next_reference() -> str:
    """The next public reference of this year in Brussels, such as ``2026-0042``.

    The year's row is locked until the surrounding transaction ends, so no two publications get
    the same number. A number that a failed publication took may stay unused.
    """
    year = timezone.localdate().year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}-{counter.last:04d}"
