"""Policy conclusions: what a school asks of policy, as published."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from showcase.enums import ConclusionKind
from showcase.querysets import ChildRecordQuerySet


class ReferenceCounter(models.Model):
    """The last number given out in a year (Europe/Brussels). Its row is locked while counting."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PolicyConclusion(models.Model):
    """A published policy conclusion: statement, argument, for whom, resting on which results.

    Its ``reference`` is public and permanent from the first publication. It can be withdrawn
    (`showcase.domain.withdrawal`), never deleted. Text is written only by
    `showcase.domain.publishing.publish_records`.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("vaste verwijzing"), max_length=12, unique=True, editable=False)
    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.PROTECT, related_name="conclusions"
    )
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="conclusions"
    )
    position = models.PositiveIntegerField(default=0)
    statement = models.CharField(_("stelling"), max_length=300)
    argument = models.TextField(_("waarom"))
    kind = models.CharField(_("wat ze vraagt"), max_length=10, choices=ConclusionKind.choices)
    policy_levels = models.ManyToManyField("vocabularies.Term", related_name="+")
    policy_domains = models.ManyToManyField("vocabularies.Term", related_name="+")
    addressees = models.ManyToManyField(
        "institutions.Institution", related_name="addressed_conclusions", blank=True
    )
    addressee_words = models.CharField(_("gericht aan (in woorden)"), max_length=200, blank=True)
    supported_by = models.ManyToManyField("showcase.Result", related_name="supports")
    version = models.PositiveIntegerField(_("versie"), default=1)
    first_published_at = models.DateTimeField(_("gepubliceerd op"))
    updated_at = models.DateTimeField(_("laatst gewijzigd"))
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("waarom ingetrokken"), max_length=300, blank=True)

    objects = ChildRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("beleidsconclusie")
        verbose_name_plural = _("beleidsconclusies")
        ordering = ["-first_published_at", "-pk"]
        # The latest few are on every page; without it all of them are sorted for that.
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="latest_conclusions"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reference__regex=r"^[0-9]{4}-[0-9]{4,}$"),
                name="a_reference_is_a_year_and_a_number",
                violation_error_message=_("Een vaste verwijzing ziet eruit als 2026-0042."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_withdrawn_conclusion_has_a_reason",
                violation_error_message=_("Zeg waarom de conclusie wordt ingetrokken."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ConclusionKind.values),
                name="a_conclusion_has_a_known_kind",
                violation_error_message=_("Kies wat de conclusie vraagt."),
            ),
            models.CheckConstraint(
                condition=~Q(statement="") & ~Q(argument=""),
                name="a_conclusion_has_a_statement_and_an_argument",
                violation_error_message=_("Zeg wat het beleid moet weten, en waarom."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="a_conclusion_counts_versions_from_one",
                violation_error_message=_("De eerste versie heeft nummer 1."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("first_published_at")),
                name="a_conclusion_changes_after_it_is_published",
                violation_error_message=_("Een conclusie wijzigt niet voor ze gepubliceerd is."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__gte=F("first_published_at")),
                name="a_conclusion_is_withdrawn_after_it_is_published",
                violation_error_message=_(
                    "Een conclusie wordt niet ingetrokken voor ze gepubliceerd is."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.statement}"

    def get_absolute_url(self) -> str:
        """The permanent public page."""
        return reverse("conclusion", args=[self.reference])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.withdrawn_at is not None


class ConclusionVersion(models.Model):
    """The words of a conclusion as they stood from a date on; none is ever changed."""

    conclusion = models.ForeignKey(
        PolicyConclusion, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveIntegerField()
    statement = models.CharField(max_length=300)
    argument = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["conclusion", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "version"], name="one_text_per_version_of_a_conclusion"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1) & ~Q(statement="") & ~Q(argument=""),
                name="a_version_has_a_number_and_its_words",
                violation_error_message=_(
                    "Een versie heeft een nummer, een stelling en een waarom."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id} v{self.version}"


class Archival(models.Model):
    """A project that was taken offline: what its tombstone says until it is online again."""

    project = models.OneToOneField(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="archival"
    )
    archived_at = models.DateTimeField(_("gearchiveerd op"))
    reason = models.CharField(_("reden"), max_length=300)
    reopened_at = models.DateTimeField(_("teruggegeven op"), null=True, blank=True)

    class Meta:
        verbose_name = _("archivering")
        verbose_name_plural = _("archiveringen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="an_archived_project_has_a_reason",
                violation_error_message=_("Zeg waarom het project offline gaat."),
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__gte=F("archived_at")),
                name="a_project_is_reopened_after_it_was_archived",
                violation_error_message=_(
                    "Een project wordt niet teruggegeven voor het offline ging."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.project_id)
