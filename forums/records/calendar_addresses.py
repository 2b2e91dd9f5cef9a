"""The secret address of somebody's own calendar."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarAddress(models.Model):
    """The secret address of a person's own calendar; a new key closes the one before."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("adres van een kalender")
        verbose_name_plural = _("adressen van kalenders")

    def __str__(self) -> str:
        return str(self.user_id)
