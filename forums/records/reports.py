"""What was corrected in a published report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReportCorrection(models.Model):
    """A published report got a new text: since when, what changed, and how it read before.

    A report is never taken back (`forums.domain.reporting`).
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="corrections")
    corrected_on = models.DateField(_("verbeterd op"))
    what = models.CharField(_("wat er verbeterd is"), max_length=300)
    text_before = models.TextField(_("zo stond het er"))

    class Meta:
        verbose_name = _("verbetering van een verslag")
        verbose_name_plural = _("verbeteringen van verslagen")
        ordering = ["forum", "corrected_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(text_before=""),
                name="a_correction_says_what_changed",
                violation_error_message=_("Zeg wat je verbeterde."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
