"""Institutions, and who speaks for them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mailed_links import MailedLink
from institutions.enums import Capacity, InstitutionKind, InvitationState
from institutions.querysets import (
    InstitutionQuerySet,
    InvitationQuerySet,
    MandateQuerySet,
    today,
)

#: The number of the Flemish register: plain digits, in Python and in the database alike.
SIX_DIGITS = r"^[0-9]{6}\Z"
NOT_SIX_DIGITS = _("Een instellingsnummer heeft zes cijfers.")
six_digits = RegexValidator(SIX_DIGITS, NOT_SIX_DIGITS)


class Institution(models.Model):
    """A school, board, service, administration, council, agency, umbrella, union or partner.

    ``number`` is the six-digit number of the Flemish register, kept as zero-padded text.
    """

    name = models.CharField(_("naam"), max_length=200)
    slug = models.SlugField(_("adres"), max_length=120, unique=True)
    kind = models.CharField(_("soort"), max_length=20, choices=InstitutionKind.choices)
    number = models.CharField(
        _("instellingsnummer"),
        max_length=6,
        null=True,
        blank=True,
        unique=True,
        validators=[six_digits],
        help_text=_("Zes cijfers, bijvoorbeeld 040428."),
    )
    oid = models.CharField(
        _("OID"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^E[0-9]{8}\Z", _("Een OID is een E met acht cijfers."))],
        help_text=_("Organisation ID van Erasmus+, bijvoorbeeld E10000004."),
    )
    town = models.CharField(_("gemeente"), max_length=80, blank=True)
    province = models.CharField(_("provincie"), max_length=40, blank=True)
    country = models.CharField(_("land"), max_length=2, default="BE")
    website = models.URLField(_("website"), blank=True)
    is_example = models.BooleanField(_("voorbeeld"), default=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("opgegaan in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instelling")
        verbose_name_plural = _("instellingen")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")),
                name="an_institution_does_not_merge_into_itself",
                violation_error_message=_("Een instelling kan niet in zichzelf opgaan."),
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__regex=SIX_DIGITS),
                name="institution_number_has_six_digits",
                violation_error_message=NOT_SIX_DIGITS,
            ),
            models.CheckConstraint(
                condition=Q(oid__regex=r"^E[0-9]{8}\Z"),
                name="an_oid_is_an_e_and_eight_digits",
                violation_error_message=_("Een OID is een E met acht cijfers."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""),
                name="an_institution_has_a_name_and_an_address",
                violation_error_message=_("Geef de instelling een naam en een adres."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=InstitutionKind.values),
                name="an_institution_has_a_known_kind",
                violation_error_message=_("Kies een soort instelling uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                name="a_country_is_two_capitals",
                violation_error_message=_(
                    "Een land is een code van twee hoofdletters, bijvoorbeeld BE."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep an empty number or OID out of the unique indexes."""
        self.number = self.number or None
        self.oid = self.oid or None
        super().save(*args, **kwargs)


class Mandate(models.Model):
    """A person speaks for an institution, in a capacity, from–until, verified by someone.

    Every public contribution carries one. Verbs: `institutions.domain`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wie"),
        on_delete=models.CASCADE,
        related_name="mandates",
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("spreekt namens"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    capacity = models.CharField(_("als"), max_length=20, choices=Capacity.choices)
    since = models.DateField(_("van"), default=today)
    until = models.DateField(_("tot en met"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("nagekeken door"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    verified_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beëindigd op"), null=True, blank=True, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandaat")
        verbose_name_plural = _("mandaten")
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_mandate_ends_after_it_starts",
                violation_error_message=_("Een mandaat eindigt niet voor het begint."),
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "capacity"],
                condition=Q(until__isnull=True),
                name="one_open_mandate_per_capacity",
                violation_error_message=_("Deze persoon heeft dit mandaat al."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values),
                name="a_mandate_has_a_known_capacity",
                violation_error_message=_("Kies een hoedanigheid uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(verified_at__isnull=False),
                name="a_verified_mandate_says_when",
                violation_error_message=_("Een nagekeken mandaat zegt wanneer dat gebeurde."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(until__isnull=False),
                name="an_ended_mandate_has_a_last_day",
                violation_error_message=_("Een beëindigd mandaat heeft een laatste dag."),
            ),
        ]

    def __str__(self) -> str:
        return _("{who} spreekt namens {institution} als {capacity}").format(
            who=self.user, institution=self.institution, capacity=self.get_capacity_display()
        )

    @property
    def is_active(self) -> bool:
        """Whether it holds now; the same rule as ``MandateQuerySet.active``."""
        day = today()
        return (
            self.verified_at is not None
            and self.ended_at is None
            and self.since <= day
            and (self.until is None or self.until >= day)
        )


class Invitation(MailedLink):
    """A mailed link with which somebody takes up a mandate.

    Verbs: `institutions.domain`.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="invitations"
    )
    capacity = models.CharField(_("als"), max_length=20, choices=Capacity.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
    )
    created_at = models.DateTimeField(_("verstuurd"), default=timezone.now)
    accepted_at = models.DateTimeField(_("aanvaard"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "institution",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
                violation_error_message=_("Er is al een uitnodiging onderweg naar dit adres."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_invitation_is_accepted_or_withdrawn",
                violation_error_message=_("Een aanvaarde uitnodiging kan niet ingetrokken worden."),
            ),
            models.CheckConstraint(
                condition=~Q(email=""),
                name="an_invitation_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values),
                name="an_invitation_has_a_known_capacity",
                violation_error_message=_("Kies een hoedanigheid uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="an_invitation_lasts",
                violation_error_message=_("Een uitnodiging blijft een tijd geldig."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.institution}"

    @property
    def state(self) -> InvitationState:
        """Where it stands now."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return InvitationState.EXPIRED
        return InvitationState.OPEN

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.state == InvitationState.OPEN
