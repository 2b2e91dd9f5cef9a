"""What registering for a session asks: until when, how many, and how they come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import Mode


class RegistrationRules(models.Model):
    """A session with these takes registrations; one without takes none.

    A limit that is left open is no limit. Verb: `forums.domain.registering.set_rules`.
    """

    session = models.OneToOneField(
        "forums.Session", on_delete=models.CASCADE, related_name="registration_rules"
    )
    closes_at = models.DateTimeField(_("inschrijven tot"), null=True, blank=True)
    places_on_site = models.PositiveSmallIntegerField(
        _("plaatsen ter plaatse"), null=True, blank=True
    )
    places_online = models.PositiveSmallIntegerField(_("plaatsen online"), null=True, blank=True)
    most_per_institution = models.PositiveSmallIntegerField(
        _("hoogstens per instelling"), null=True, blank=True
    )
    hours_to_accept = models.PositiveSmallIntegerField(
        _("uren om een plaats aan te nemen"), default=48
    )

    class Meta:
        verbose_name = _("regels voor inschrijving")
        verbose_name_plural = _("regels voor inschrijving")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_per_institution__isnull=True) | Q(most_per_institution__gte=1),
                name="an_institution_sends_at_least_one",
                violation_error_message=_("Laat minstens één plaats per instelling."),
            ),
            models.CheckConstraint(
                condition=Q(hours_to_accept__gte=1, hours_to_accept__lte=336),
                name="an_offer_stands_an_hour_to_two_weeks",
                violation_error_message=_("Geef 1 tot 336 uren om een plaats aan te nemen."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def is_over(self) -> bool:
        """Whether the day until which one registers has passed."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    def limit(self, mode: str) -> int | None:
        """How many places there are in this mode; None is no limit."""
        return self.places_on_site if mode == Mode.ON_SITE else self.places_online

    def is_whole_share(self, count: int) -> bool:
        """Whether ``count`` people are as many as may come for one institution."""
        most = self.most_per_institution
        return most is not None and count >= most

    def said(self) -> tuple[object, ...]:
        """Everything they say, to compare."""
        closes_at = self.closes_at.timestamp() if self.closes_at is not None else None
        limits = (self.places_on_site, self.places_online, self.most_per_institution)
        return (closes_at, *limits, self.hours_to_accept)
