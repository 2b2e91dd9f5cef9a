"""Images and documents of schools."""

from pathlib import PurePath

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.utils import generate_signature

from showcase.querysets import SchoolDocumentQuerySet, SchoolImageQuerySet


class SchoolImage(AbstractImage):
    """A picture, with the recorded consent of those who can be recognised in it.

    Pupils appear by no name. A picture with recognisable pupils is shown only until the day
    its consent ends; then a job erases it.
    """

    alt_text = models.CharField(
        _("wat er te zien is"),
        max_length=160,
        blank=True,
        help_text=_("Voor wie de foto niet ziet. Geen namen van leerlingen."),
    )
    shows_pupils = models.BooleanField(_("leerlingen zijn herkenbaar"), default=False)
    consent_note = models.CharField(
        _("waar de toestemming bewaard wordt"),
        max_length=160,
        blank=True,
        help_text=_("Bijvoorbeeld: formulieren van september 2025, secretariaat."),
    )
    consent_until = models.DateField(_("toestemming tot en met"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("ingediend op"), null=True, editable=False)

    objects = SchoolImageQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "alt_text",
        "shows_pupils",
        "consent_note",
        "consent_until",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("foto")
        verbose_name_plural = _("foto’s")
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_pupils=False)
                | (Q(consent_until__isnull=False) & ~Q(consent_note="")),
                name="recognisable_pupils_need_consent_with_an_end",
                violation_error_message=_(
                    "Een foto met herkenbare leerlingen vraagt een toestemming met einddatum."
                ),
            ),
        ]

    @property
    def default_alt_text(self) -> str:
        """What Wagtail shows to those who do not see the picture."""
        return self.alt_text


class SchoolImageRendition(AbstractRendition):
    """A resized copy."""

    image = models.ForeignKey(SchoolImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            ),
        ]

    @property
    def url(self) -> str:
        """Where `showcase.views.files.serve_image` gives it, to those who may see the picture."""
        spec = self.filter_spec
        name = PurePath(self.file.name).name
        return reverse(
            "image", args=[generate_signature(self.image_id, spec), self.image_id, spec, name]
        )


class SchoolDocument(AbstractDocument):
    """A file of a result. Once handed in it can't be replaced in place."""

    handed_in_at = models.DateTimeField(_("ingediend op"), null=True, editable=False)

    objects = SchoolDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documenten")
