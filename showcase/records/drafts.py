"""What a school writes under a project: text, until publication makes records of it.

Every inline child lives and dies with a revision: publishing an older one deletes and remakes
it. So a child is known by its ``uuid``, and what it points to by slug or uuid.
"""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.models import Orderable

from showcase.enums import AnchoringStatus, Community, ConclusionKind, ContentLanguage, Licence
from showcase.records.fields import (
    InstitutionSlugsField,
    SiblingUuidsField,
    TermSlugsField,
)
from vocabularies.enums import Scheme
from vocabularies.identifiers import normalise_number


def _in_scheme(scheme: Scheme) -> dict[str, str]:
    return {"scheme": scheme.value}


class ProjectTheme(ItemBase):
    """A project is about a theme."""

    tag = models.ForeignKey(
        "vocabularies.Theme", on_delete=models.PROTECT, related_name="project_links"
    )
    content_object = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="theme_links"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_project_has_a_theme_once"
            ),
        ]


class ProjectLevel(ItemBase):
    """A project was for an education level."""

    tag = models.ForeignKey(
        "vocabularies.EducationLevel", on_delete=models.PROTECT, related_name="project_links"
    )
    content_object = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="level_links"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_project_has_a_level_once"
            ),
        ]


class ProjectNumber(Orderable):
    """A number under which a programme knows the project."""

    project = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="project_numbers"
    )
    number = models.CharField(_("projectnummer"), max_length=60)
    #: The number as the platform writes it, however it was typed: by which the same one is found.
    key = models.CharField(max_length=60, blank=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("projectnummer")
        indexes = [models.Index(fields=["key"], name="project_number_key")]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, with its key."""
        self.key = normalise_number(self.number)
        super().save(*args, **kwargs)


class Partner(Orderable):
    """An institution abroad, or here, that took part."""

    project = ParentalKey("showcase.ProjectPage", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("naam"), max_length=200)
    country = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=_in_scheme(Scheme.COUNTRIES),
        verbose_name=_("land"),
    )
    community = models.CharField(
        _("gemeenschap (in België)"), max_length=2, choices=Community.choices, blank=True
    )
    kind = models.CharField(_("soort"), max_length=80, blank=True)
    role = models.CharField(_("rol"), max_length=80, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("partner")

    def __str__(self) -> str:
        return self.name


class ResultDraft(Orderable):
    """A result as its school writes it."""

    project = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="result_drafts"
    )
    uuid = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(_("titel"), max_length=160, blank=True)
    description = models.TextField(
        _("omschrijving"),
        max_length=1200,
        blank=True,
    )
    type = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=_in_scheme(Scheme.OUTPUT_TYPES),
        verbose_name=_("soort resultaat"),
    )
    language = models.CharField(
        _("taal"),
        max_length=3,
        choices=ContentLanguage.choices,
        default=ContentLanguage.NL,
        blank=True,
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        "showcase.SchoolDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bestand"),
    )
    nothing_to_share = models.BooleanField(_("er is geen link of bestand"), default=False)
    licence = models.CharField(_("licentie"), max_length=20, choices=Licence.choices, blank=True)
    evidence_kind = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=_in_scheme(Scheme.EVIDENCE_KINDS),
        verbose_name=_("soort onderbouwing"),
    )
    evidence_description = models.TextField(
        _("onderbouwing"),
        max_length=800,
        blank=True,
    )
    evidence_scale = models.PositiveIntegerField(_("bij hoeveel mensen"), null=True, blank=True)
    evidence_measured_by = models.CharField(_("wie stelde het vast"), max_length=160, blank=True)
    evidence_limits = models.TextField(_("wat het niet zegt"), max_length=500, blank=True)
    target_groups = TermSlugsField(_("voor wie"), scheme=Scheme.TARGET_GROUPS.value)
    transfer_conditions = models.TextField(
        _("voorwaarden om het over te nemen"), max_length=800, blank=True
    )
    effort = models.TextField(_("wat het vraagt"), max_length=500, blank=True)

    exclude_fields_in_copy = ["uuid"]

    class Meta(Orderable.Meta):
        verbose_name = _("resultaat")

    def __str__(self) -> str:
        return self.title


class ConclusionDraft(Orderable):
    """A policy conclusion as its school writes it."""

    project = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="conclusion_drafts"
    )
    uuid = models.UUIDField(default=uuid.uuid4)
    statement = models.CharField(
        _("wat het beleid moet weten"),
        max_length=300,
        blank=True,
    )
    argument = models.TextField(_("waarom"), max_length=1500, blank=True)
    kind = models.CharField(
        _("wat je vraagt"), max_length=10, choices=ConclusionKind.choices, blank=True
    )
    policy_levels = TermSlugsField(_("beleidsniveau"), scheme=Scheme.POLICY_LEVELS.value)
    policy_domains = TermSlugsField(_("beleidsdomein"), scheme=Scheme.POLICY_DOMAINS.value)
    addressee_institutions = InstitutionSlugsField(_("gericht aan"))
    addressee_words = models.CharField(
        _("gericht aan, in woorden"),
        max_length=200,
        blank=True,
    )
    supported_by = SiblingUuidsField(_("steunt op"))

    exclude_fields_in_copy = ["uuid"]

    class Meta(Orderable.Meta):
        verbose_name = _("beleidsconclusie")

    def __str__(self) -> str:
        return self.statement


class AnchoringAction(Orderable):
    """What the school did to keep what it learned."""

    project = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="anchoring_actions"
    )
    instrument = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=_in_scheme(Scheme.ANCHORING_INSTRUMENTS),
        verbose_name=_("waarin"),
    )
    status = models.CharField(
        _("hoever"), max_length=10, choices=AnchoringStatus.choices, blank=True
    )
    description = models.TextField(_("hoe"), max_length=800, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("verankering op school")


class ProjectBarrier(Orderable):
    """What stood in the way, and how the school dealt with it."""

    project = ParentalKey("showcase.ProjectPage", on_delete=models.CASCADE, related_name="barriers")
    barrier = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=_in_scheme(Scheme.BARRIERS),
        verbose_name=_("hindernis"),
    )
    handling = models.TextField(_("hoe jullie ermee omgingen"), max_length=800, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("hindernis")


class Lesson(Orderable):
    """Advice of a school to the next one."""

    project = ParentalKey("showcase.ProjectPage", on_delete=models.CASCADE, related_name="lessons")
    text = models.CharField(_("les"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("les")

    def __str__(self) -> str:
        return self.text


class MultiplierExample(Orderable):
    """Where something of the project went on."""

    project = ParentalKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="multiplier_examples"
    )
    text = models.CharField(_("voorbeeld"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("voorbeeld van verspreiding")

    def __str__(self) -> str:
        return self.text


class ProjectPhoto(Orderable):
    """A picture on the page of a project."""

    project = ParentalKey("showcase.ProjectPage", on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        "showcase.SchoolImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("foto"),
    )
    caption = models.CharField(_("bijschrift"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("foto")
