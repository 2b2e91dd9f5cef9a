"""Work in the background, and who asked for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.enums import FINISHED_STATES, UNFINISHED_STATES, JobState
from jobs.querysets import JobQuerySet

#: In a fixed order, for the constraints and their migrations.
UNFINISHED, FINISHED = sorted(UNFINISHED_STATES), sorted(FINISHED_STATES)


class Job(models.Model):
    """One piece of background work: who started it, how far it is, how it ended.

    The task queue itself knows no user and no progress; this row does. Verbs:
    `jobs.domain.starting.start_job`, `retry_job`, `jobs.domain.progress.report_progress`,
    `finish_job`, `fail_job`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=60, db_index=True)
    title = models.CharField(_("omschrijving"), max_length=200)
    task_path = models.CharField(_("taak"), max_length=200, editable=False, default="")
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
    heard_at = models.DateTimeField(_("laatste teken"), null=True, blank=True)
    ended_at = models.DateTimeField(_("geëindigd"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("achtergrondtaak")
        verbose_name_plural = _("achtergrondtaken")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__isnull=True) | models.Q(done__lte=models.F("total")),
                name="a_job_does_no_more_than_all",
                violation_error_message=_("Een taak doet niet meer dan er te doen is."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, state__in=UNFINISHED)
                | models.Q(ended_at__isnull=False, state__in=FINISHED),
                name="a_finished_job_says_when",
                violation_error_message=_("Een taak die gedaan is, zegt wanneer."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=JobState.RUNNING) | models.Q(began_at__isnull=False),
                name="a_running_job_says_since_when",
                violation_error_message=_("Een taak die bezig is, zegt sinds wanneer."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="") & ~models.Q(title=""),
                name="a_job_says_what_it_does",
                violation_error_message=_("Zeg wat de taak doet."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def progress_in_words(self) -> str:
        """How far it is, for in a list."""
        if self.total is None:
            return str(self.done) if self.done else ""
        if self.done == self.total:
            return gettext("alles gedaan") if self.total else gettext("niets te doen")
        if self.total == 100:
            return f"{self.done}\N{NO-BREAK SPACE}%"
        return gettext("%(done)s van %(total)s") % {"done": self.done, "total": self.total}
