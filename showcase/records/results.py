"""Results: what a project made or found, as published."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from showcase.enums import ContentLanguage, Licence
from showcase.querysets import ChildRecordQuerySet


class Result(models.Model):
    """A published result of a project.

    Written by `showcase.domain.publishing.publish_records` from the project's `ResultDraft` with
    the same ``uuid``; nothing else writes its text. The evidence profile says in words what
    supports a claim: kind, scale, who measured, limits. It has no strength and no grade.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.PROTECT, related_name="results"
    )
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("titel"), max_length=160)
    description = models.TextField(_("omschrijving"))
    type = models.ForeignKey(
        "vocabularies.Term", on_delete=models.PROTECT, related_name="+", verbose_name=_("soort")
    )
    language = models.CharField(
        _("taal"), max_length=3, choices=ContentLanguage.choices, default=ContentLanguage.NL
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        "showcase.SchoolDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("bestand"),
    )
    licence = models.CharField(_("licentie"), max_length=20, choices=Licence.choices, blank=True)
    evidence_kind = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("soort onderbouwing"),
    )
    evidence_description = models.TextField(_("onderbouwing"), blank=True)
    evidence_scale = models.PositiveIntegerField(_("bij hoeveel mensen"), null=True, blank=True)
    evidence_measured_by = models.CharField(_("wie stelde het vast"), max_length=160, blank=True)
    evidence_limits = models.TextField(_("wat het niet zegt"), blank=True)
    target_groups = models.ManyToManyField("vocabularies.Term", related_name="+", blank=True)
    transfer_conditions = models.TextField(_("voorwaarden om het over te nemen"), blank=True)
    effort = models.TextField(_("wat het vraagt"), blank=True)
    first_published_at = models.DateTimeField(_("gepubliceerd op"))
    updated_at = models.DateTimeField(_("laatst gewijzigd"))
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("waarom ingetrokken"), max_length=300, blank=True)

    objects = ChildRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("resultaat")
        verbose_name_plural = _("resultaten")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") | Q(document__isnull=True),
                name="a_result_has_a_link_or_a_file",
                violation_error_message=_("Geef een link of een bestand, niet allebei."),
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | ~Q(licence=""),
                name="a_result_with_a_file_has_a_licence",
                violation_error_message=_("Kies een licentie bij het bestand."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_withdrawn_result_has_a_reason",
                violation_error_message=_("Zeg waarom het resultaat wordt ingetrokken."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(description=""),
                name="a_result_has_a_title_and_a_description",
                violation_error_message=_("Geef het resultaat een titel en een omschrijving."),
            ),
            models.CheckConstraint(
                condition=Q(licence__in=["", *Licence.values]),
                name="a_result_has_a_known_licence",
                violation_error_message=_("Kies een licentie uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", *ContentLanguage.values]),
                name="a_result_has_a_known_language",
                violation_error_message=_("Kies een taal uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("first_published_at")),
                name="a_result_changes_after_it_is_published",
                violation_error_message=_("Een resultaat wijzigt niet voor het gepubliceerd is."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__gte=F("first_published_at")),
                name="a_result_is_withdrawn_after_it_is_published",
                violation_error_message=_(
                    "Een resultaat wordt niet ingetrokken voor het gepubliceerd is."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether the school or the platform took it back."""
        return self.withdrawn_at is not None
