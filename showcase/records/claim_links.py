"""Links with which a school takes an imported project over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mailed_links import MailedLink
from showcase.enums import ClaimLinkState
from showcase.querysets import ClaimLinkQuerySet
from showcase.records.imported import ImportedProject


class ClaimLink(MailedLink):
    """A personal link, mailed by a moderator, to take an imported project over.

    Only the digest of the token is kept. ``institution`` is the school that the moderator meant;
    without one, the link is good for the address it was mailed to only. Verbs:
    `showcase.domain.claim_links`.
    """

    imported = models.ForeignKey(
        ImportedProject, on_delete=models.CASCADE, related_name="claim_links"
    )
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("school"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claim_links",
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("verstuurd op"), default=timezone.now)
    access_given_at = models.DateTimeField(
        _("toegang gegeven op"), null=True, blank=True, editable=False
    )
    claimed_at = models.DateTimeField(_("overgenomen op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("persoonlijke link")
        verbose_name_plural = _("persoonlijke links")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")),
                name="a_claim_link_lasts",
                violation_error_message=_("Een link blijft een tijd geldig."),
            ),
            models.CheckConstraint(
                condition=~Q(email=""),
                name="a_claim_link_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="a_claim_link_is_claimed_or_withdrawn",
                violation_error_message=_(
                    "Een link die gebruikt is, kan niet meer ingetrokken worden."
                ),
            ),
            models.CheckConstraint(
                condition=Q(opened_at__gte=F("sent_at")),
                name="a_claim_link_is_opened_after_it_was_sent",
                violation_error_message=_("Een link wordt niet geopend voor hij verstuurd is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.imported.number} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it still leads to taking the project over."""
        return (
            self.claimed_at is None
            and self.withdrawn_at is None
            and self.expires_at > timezone.now()
        )

    @property
    def published_at(self) -> datetime | None:
        """When the project that came of it was first published."""
        page = self.imported.claimed_page if self.claimed_at else None
        return page.first_published_at if page else None

    @property
    def state(self) -> ClaimLinkState:
        """How far it came."""
        if self.published_at:
            return ClaimLinkState.PUBLISHED
        if self.claimed_at:
            return ClaimLinkState.CLAIMED
        if not self.is_open:
            return ClaimLinkState.EXPIRED
        return ClaimLinkState.OPENED if self.opened_at else ClaimLinkState.SENT

    def get_state_display(self) -> str:
        """How far it came, in words."""
        return str(self.state.label)
