"""Work in the background, and who asked for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.enums import JobState


class Job(models.Model):
    """One piece of background work: who started it, how far it is, how it ended.

    The task queue itself knows no user and no progress; this row does. Verbs:
    `jobs.domain.start_job`, `report_progress`, `finish_job`, `fail_job`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=60, db_index=True)
    title = models.CharField(_("omschrijving"), max_length=200)
    state = models.CharField(
        _("toestand"), max_length=12, choices=JobState.choices, default=JobState.QUEUED
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gestart door"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="jobs",
    )
    arguments = models.JSONField(_("gegevens"), default=dict, blank=True)
    done = models.PositiveIntegerField(_("gedaan"), default=0)
    total = models.PositiveIntegerField(_("van"), null=True, blank=True)
    outcome = models.JSONField(_("uitkomst"), default=dict, blank=True)
    problem = models.TextField(_("wat er misging"), blank=True)
    created_at = models.DateTimeField(_("gevraagd"), default=timezone.now)
    began_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    ended_at = models.DateTimeField(_("geëindigd"), null=True, blank=True)

    class Meta:
        verbose_name = _("achtergrondtaak")
        verbose_name_plural = _("achtergrondtaken")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(state__in=[JobState.SUCCEEDED, JobState.FAILED]),
                name="an_ended_job_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return self.title
