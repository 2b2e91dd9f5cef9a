"""What was corrected in the promise of a forum that people could read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.enums import Influence


class PromiseCorrection(models.Model):
    """The promise of an open forum got other words: since when, why, and how it read before.

    Institutions stand here by the names they had. ``never_promised`` are those that stood in the
    promise and turned out never to have given it: only then a promised answer stops counting once
    the report is out (`forums.domain.correcting_promises`).
    """

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="promise_corrections"
    )
    corrected_on = models.DateField(_("verbeterd op"))
    reason = models.CharField(_("waarom"), max_length=300)
    never_promised = models.JSONField(_("zegde nooit toe"), default=list, blank=True)
    feeds = models.CharField(_("bereidt mee voor"), max_length=300, blank=True)
    influence = models.CharField(
        _("hoe zwaar het weegt"), max_length=15, choices=Influence.choices, blank=True
    )
    promised_by = models.JSONField(_("wie antwoordt"), default=list, blank=True)
    answer_term_days = models.PositiveSmallIntegerField(_("binnen … dagen"), null=True, blank=True)
    hears_how = models.CharField(_("hoe deelnemers het horen"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("verbetering van een toezegging")
        verbose_name_plural = _("verbeteringen van toezeggingen")
        ordering = ["forum", "corrected_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_corrected_promise_says_why",
                violation_error_message=_("Zeg waarom je de toezegging verbetert."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
