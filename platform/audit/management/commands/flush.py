"""Emptying the whole database, where that is allowed."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from audit.domain.guarding import guard_log, unguard_log


class Command(flush.Command):
    """Django's ``flush``, with the guard over the log taken away meanwhile.

    Tests with real transactions end with it. Where ``AUDIT_LOG_MAY_BE_FLUSHED`` is not set, as in
    production, it refuses.
    """

    def handle(self, **options: Any) -> None:
        """Lift the guard, empty, guard again."""
        if not getattr(settings, "AUDIT_LOG_MAY_BE_FLUSHED", False):
            raise CommandError("This database keeps a log that may not be emptied.")
        connection = connections[options["database"]]
        unguard_log(connection)
        try:
            super().handle(**options)
        finally:
            guard_log(connection)
