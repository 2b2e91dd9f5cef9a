"""Questions about mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from notifications.enums import MailState


class OutgoingMailQuerySet(models.QuerySet[Any]):
    """Mails on their way out."""

    def waiting(self) -> Self:
        """Those that the mail server did not take yet."""
        return self.filter(state=MailState.WAITING)

    def due(self, at: datetime) -> Self:
        """Those to try (again) at a moment."""
        return self.waiting().filter(
            models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=at)
        )

    def older_than(self, moment: datetime) -> Self:
        """Those made before a moment."""
        return self.filter(created_at__lt=moment)
