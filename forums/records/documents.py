"""Documents of an item of an agenda: what is read beforehand, or shown at the meeting."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.enums import DocumentKind


def place_of(_document: AgendaDocument, filename: str) -> str:
    """Where a file is kept: under a name that nobody can guess."""
    return f"agenda/{uuid.uuid4().hex}{PurePath(filename).suffix}"


class AgendaDocument(models.Model):
    """A file with an item, for who may read the session (`permissions.can_see_agenda_document`).

    It is never replaced: another file is another document. Verbs: `forums.domain.documents`.
    """

    item = models.ForeignKey(
        "forums.AgendaItem", on_delete=models.PROTECT, related_name="documents"
    )
    title = models.CharField(_("titel"), max_length=150)
    file = models.FileField(_("bestand"), upload_to=place_of, max_length=200)
    filename = models.CharField(_("bestandsnaam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=4, choices=DocumentKind.choices)
    size = models.PositiveBigIntegerField(_("grootte"))
    digest = models.CharField(_("vingerafdruk"), max_length=64)
    added_at = models.DateTimeField(_("toegevoegd op"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("document bij een agendapunt")
        verbose_name_plural = _("documenten bij agendapunten")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "digest"],
                name="an_item_has_a_document_once",
                violation_error_message=_("Dit document staat al bij dit punt."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(filename=""),
                name="a_document_has_a_title",
                violation_error_message=_("Geef het document een titel."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values),
                name="a_document_is_of_a_known_kind",
                violation_error_message=_("Dit soort bestand nemen we niet aan."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="a_document_has_content",
                violation_error_message=_("Dit bestand is leeg. Kies een ander."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is downloaded; item, session and forum come fetched."""
        session = self.item.session
        return reverse(
            "agenda_document",
            args=[session.forum.slug, session.number, self.pk, self.filename],
        )
