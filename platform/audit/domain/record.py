"""Writing the log."""

from typing import Any

from django.db import models

from audit.records import Event


def record(verb: str, thing: models.Model, *, by: models.Model | None, **detail: Any) -> Event:
    """Write that ``by`` did ``verb`` to ``thing``; ``by=None`` is the platform itself.

    ``detail`` holds ids, states and counts, never names, addresses or text of people. Call it
    inside the transaction of the act, so that both stand or neither does.
    """
    return Event.objects.create(
        actor_id=by.pk if by is not None else None,
        verb=verb,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        detail=detail,
    )
