"""Projects read from the results platform's export, and how schools take them over."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from showcase.eplus.languages import language_of
from showcase.eplus.names import KEY_LENGTH
from showcase.querysets import ImportedQuerySet
from vocabularies.enums import Scheme


def attribution_of(imported_at: datetime) -> str:
    """Where data that came in at ``imported_at`` come from, on which terms, and what we changed."""
    return gettext(
        "Bron: Erasmus+ Project Results Platform, Europese Commissie, CC BY 4.0;"
        " ingelezen op {day}. Thema’s en programma voegden wij toe."
    ).format(day=timezone.localtime(imported_at).strftime("%d-%m-%Y"))


class ImportedProject(models.Model):
    """A row of the results platform's export, until a school claims it.

    Known by its project number. Later imports update what nobody claimed, and leave the rest
    alone. ``coordinator`` and ``partners`` keep what the export says of organisations, with ISO
    country codes; ``coordinator_key`` is the `eplus.names.name_key` of the coordinator, by which a
    school's rows are found; ``digest`` tells whether a row changed. Verbs:
    `showcase.domain.imports`, `showcase.domain.claims`.
    """

    number = models.CharField(_("projectnummer"), max_length=64, unique=True)
    title = models.CharField(_("titel"), max_length=500)
    summary = models.TextField(_("samenvatting"), blank=True)
    programme_name = models.CharField(_("programma in de export"), max_length=200, blank=True)
    key_action = models.CharField(_("kernactie"), max_length=200, blank=True)
    action_type = models.CharField(_("soort actie"), max_length=200, blank=True)
    programme = models.ForeignKey(
        "vocabularies.Term",
        verbose_name=_("programma"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.PROGRAMMES.value},
    )
    call_year = models.PositiveSmallIntegerField(_("jaar van de oproep"), null=True, blank=True)
    start_date = models.DateField(_("begin"), null=True, blank=True)
    end_date = models.DateField(_("einde"), null=True, blank=True)
    status = models.CharField(_("toestand in de export"), max_length=60, blank=True)
    topics = models.JSONField(_("onderwerpen in de export"), default=list, blank=True)
    themes = models.ManyToManyField(
        "vocabularies.Theme", verbose_name=_("thema’s"), blank=True, related_name="+"
    )
    countries = models.JSONField(_("landen"), default=list, blank=True)
    grant = models.DecimalField(
        _("subsidie in euro"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    coordinator = models.JSONField(_("coördinator"), default=dict, blank=True)
    coordinator_name = models.CharField(_("coördinator"), max_length=300, blank=True)
    coordinator_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    partners = models.JSONField(_("partners"), default=list, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    card_url = models.CharField(_("projectfiche"), max_length=500, blank=True)
    is_good_practice = models.BooleanField(_("goede praktijk volgens de export"), default=False)
    is_success_story = models.BooleanField(_("succesverhaal volgens de export"), default=False)
    results_available = models.BooleanField(_("resultaten op het platform"), default=False)
    is_flemish = models.BooleanField(_("Vlaams"), default=False)

    source_file = models.CharField(_("bestand"), max_length=200)
    source_kind = models.CharField(_("soort bestand"), max_length=10)
    imported_at = models.DateTimeField(_("ingelezen op"), default=timezone.now)
    updated_at = models.DateTimeField(_("bijgewerkt op"), default=timezone.now)
    digest = models.CharField(max_length=64, editable=False)

    claimed_page = models.ForeignKey(
        "showcase.ProjectPage",
        verbose_name=_("overgenomen als"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imported_from",
    )
    claimed_by = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("overgenomen door"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claimed_projects",
    )
    claimed_at = models.DateTimeField(_("overgenomen op"), null=True, blank=True)

    objects = ImportedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ingelezen project")
        verbose_name_plural = _("ingelezen projecten")
        ordering = ["-call_year", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_by__isnull=True)
                | Q(claimed_at__isnull=False, claimed_by__isnull=False),
                name="a_claim_has_a_school_and_a_moment",
                violation_error_message=_("Wie een project overneemt, is een school, op een dag."),
            ),
            models.CheckConstraint(
                condition=Q(claimed_page__isnull=True) | Q(claimed_by__isnull=False),
                name="a_claimed_page_has_a_school",
                violation_error_message=_("Een overgenomen project hoort bij een school."),
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(title=""),
                name="an_imported_project_has_number_and_title",
                violation_error_message=_("Geef het project een nummer en een titel."),
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="an_imported_project_ends_after_it_starts",
                violation_error_message=_("Een project eindigt niet voor het begint."),
            ),
            models.CheckConstraint(
                condition=Q(grant__gte=0),
                name="an_imported_grant_is_no_debt",
                violation_error_message=_("Een subsidie is niet kleiner dan nul."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("imported_at")),
                name="an_imported_project_is_updated_after_it_was_imported",
                violation_error_message=_(
                    "Een project wordt niet bijgewerkt voor het ingelezen is."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["is_flemish", "-call_year"], name="imported_flemish"),
            models.Index(fields=["coordinator_key"], name="imported_coordinator"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    @property
    def is_claimed(self) -> bool:
        """Whether a school took it over."""
        return self.claimed_at is not None

    @property
    def attribution(self) -> str:
        """Where the data come from, on which terms, and what we changed: the licence asks so."""
        return attribution_of(self.imported_at)

    @property
    def language(self) -> str:
        """The language of the summary, as far as its words tell."""
        return language_of(self.summary)

    @property
    def organisations(self) -> list[dict[str, str]]:
        """The coordinator, then the partners."""
        return [one for one in (self.coordinator, *self.partners) if one.get("name")]


def upload_path(instance: ImportRun, name: str) -> str:
    """A folder and a name that nobody guesses. Nothing below the media folder is served as is."""
    return f"inlezen/{uuid.uuid4().hex}.bin"


def report_path(instance: ImportRun, name: str) -> str:
    """As `upload_path`, for the report."""
    return f"inlezen/{uuid.uuid4().hex}.csv"


class ImportRun(models.Model):
    """One reading of an export: of which file, by whom, and what came of it.

    ``file`` holds an uploaded export until it was read, then it is erased; ``report`` says per
    row what happened. ``summary`` has the counts. Verbs: `showcase.domain.imports`,
    `showcase.domain.import_uploads`.
    """

    name = models.CharField(_("bestand"), max_length=200)
    size = models.PositiveBigIntegerField(_("grootte"), default=0)
    kind = models.CharField(_("soort bestand"), max_length=10, blank=True)
    keep_all = models.BooleanField(_("ook wat niet Vlaams is"), default=False)
    file = models.FileField(upload_to=upload_path, max_length=200, blank=True)
    report = models.FileField(upload_to=report_path, max_length=200, blank=True)
    job = models.OneToOneField(
        "jobs.Job",
        verbose_name=_("achtergrondtaak"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_run",
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    ended_at = models.DateTimeField(_("geëindigd"), null=True, blank=True)
    summary = models.JSONField(_("wat ermee gebeurde"), default=dict, blank=True)
    problem = models.TextField(_("wat er misging"), blank=True)
    erased_at = models.DateTimeField(_("bestand gewist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("inlezing")
        verbose_name_plural = _("inlezingen")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="an_import_names_its_file",
                violation_error_message=_("Zeg welk bestand je inleest."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")),
                name="an_import_ends_after_it_starts",
                violation_error_message=_("Een inlezing eindigt niet voor ze begint."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the files with the row."""
        for file in (self.file, self.report):
            if file:
                file.delete(save=False)
        return super().delete(*args, **kwargs)
