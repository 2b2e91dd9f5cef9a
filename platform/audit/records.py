"""Who did what to what."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act, written by a verb of `domain/` in the verb's own transaction.

    Ids without foreign keys and no personal data, so that erasing a person leaves the log
    readable. Append-only: the database itself refuses to change or remove a row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("wanneer"), default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField(_("wie"), null=True)
    verb = models.CharField(_("wat"), max_length=60, db_index=True)
    object_type = models.CharField(_("soort"), max_length=60)
    object_id = models.CharField(_("van wat"), max_length=64)
    detail = models.JSONField(_("bijzonderheden"), default=dict)

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ["-at"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="event_of_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"
