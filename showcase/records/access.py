"""Schools that were never here, and ask to come in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from showcase.querysets import AccessRequestQuerySet


class AccessRequest(models.Model):
    """Somebody asks a moderator to open a space for a school. Verbs: `showcase.domain.access`.

    It holds a name and an address, so it is erased a while after it was answered.
    """

    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"), max_length=254)
    school = models.CharField(_("school"), max_length=200)
    number = models.CharField(_("instellingsnummer"), max_length=6, blank=True)
    words = models.TextField(_("wat de moderator moet weten"), max_length=600, blank=True)
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("uitgenodigd voor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="access_requests",
    )

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag om toegang")
        verbose_name_plural = _("vragen om toegang")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(answered_at__isnull=True),
                name="one_open_access_request_per_address",
                violation_error_message=_("Dit adres vroeg al toegang, en wacht op antwoord."),
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=True) | Q(answered_at__isnull=False),
                name="who_was_let_in_was_answered",
                violation_error_message=_("Wie toegang kreeg, kreeg ook een antwoord."),
            ),
        ]

    def __str__(self) -> str:
        return self.school
