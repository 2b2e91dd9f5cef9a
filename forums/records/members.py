"""Who is a member of a forum: institutions, and people one by one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mailed_links import MailedLink
from forums.querysets import MembershipQuerySet


class Membership(models.Model):
    """An institution takes part in a forum with everybody who speaks for it, or a person does.

    What it opens follows from the access of the forum: `forums.permissions`. Verbs:
    `forums.domain.members`.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("instelling"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wie"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    since = models.DateTimeField(_("lid sinds"), default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("lidmaatschap van een forum")
        verbose_name_plural = _("lidmaatschappen van forums")
        ordering = ["forum", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, user__isnull=True)
                | Q(institution__isnull=True, user__isnull=False),
                name="a_member_is_an_institution_or_a_person",
                violation_error_message=_("Een lid is een instelling of een persoon."),
            ),
            models.UniqueConstraint(
                fields=["forum", "institution"],
                name="an_institution_is_a_member_once",
                violation_error_message=_("Deze instelling is al lid."),
            ),
            models.UniqueConstraint(
                fields=["forum", "user"],
                name="a_person_is_a_member_once",
                violation_error_message=_("Deze persoon is al lid."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.user)


class MemberInvitation(MailedLink):
    """A mailed link with which somebody becomes a member of a forum, as a person."""

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="member_invitations"
    )
    created_at = models.DateTimeField(_("verstuurd"), default=timezone.now)
    accepted_at = models.DateTimeField(_("aanvaard"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitnodiging voor een forum")
        verbose_name_plural = _("uitnodigingen voor een forum")
        ordering = ["forum", "-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "forum",
                Lower("email"),
                condition=Q(accepted_at__isnull=True),
                name="one_open_invitation_to_a_forum_per_address",
                violation_error_message=_("Er is al een uitnodiging onderweg naar dit adres."),
            ),
            models.CheckConstraint(
                condition=~Q(email=""),
                name="an_invitation_to_a_forum_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="an_invitation_to_a_forum_lasts",
                violation_error_message=_("Een uitnodiging blijft een tijd geldig."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.forum}"

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.expires_at > timezone.now()
