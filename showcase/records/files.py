"""Images and documents of schools."""

from datetime import date
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
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

    def clean(self) -> None:
        """Recognisable pupils need a recorded consent that ends; without them there is none."""
        super().clean()
        if not self.shows_pupils:
            self.consent_note, self.consent_until = "", None
            return
        missing = {}
        if not self.consent_note.strip():
            missing["consent_note"] = _(
                "Zeg waar de toestemming van de leerlingen of hun ouders bewaard wordt."
            )
        if self.consent_until is None:
            missing["consent_until"] = _("Vul in tot en met wanneer de toestemming geldt.")
        elif self._state.adding and not self.may_be_seen():
            missing["consent_until"] = _(
                "Deze toestemming is voorbij. Vraag ze opnieuw, of laat de foto weg."
            )
        if missing:
            raise ValidationError(missing)

    def may_be_seen(self, on: date | None = None) -> bool:
        """Whether no pupil can be recognised, or the consent holds ``on`` that day (today).

        `SchoolImageQuerySet.lapsed` finds those for which it ended.
        """
        return not self.shows_pupils or (
            self.consent_until is not None and self.consent_until >= (on or timezone.localdate())
        )

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
