"""Who opens an item of an agenda: institutions, and people who are named by consent only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.records.agenda_versions import PublishedItem, Unchangeable
from forums.records.registrations import key_of
from forums.records.sessions import AgendaItem


class Presenter(models.Model):
    """An institution, a person or both, that opens an item; the person with or without an account.

    The institution is public with the agenda. The name is for organisers, and public only by a
    consent that was noted, until the day on which it ends (`forums.domain.erasing`), or until the
    person takes it back (`forums.domain.consenting`). ``email`` is where to reach a person without
    an account. Who it is never changes: another presenter is another row. Verbs:
    `forums.domain.presenting`.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="presenters")
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("instelling van het register"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    institution_name = models.CharField(_("instelling"), max_length=200, blank=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="presented_items",
    )
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    named_until = models.DateField(_("naam openbaar tot en met"), null=True, blank=True)
    consented_at = models.DateTimeField(_("toestemming genoteerd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(
        _("toestemming laatst ingetrokken op"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("spreker")
        verbose_name_plural = _("sprekers")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(institution_name="") | ~Q(name=""),
                name="a_presenter_is_an_institution_or_a_person",
                violation_error_message=_("Geef een instelling, een naam of allebei."),
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=True) | ~Q(institution_name=""),
                name="an_institution_that_presents_has_a_name",
                violation_error_message=_("Geef de naam van de instelling."),
            ),
            models.CheckConstraint(
                condition=Q(email="") | (~Q(name="") & Q(user__isnull=True)),
                name="an_address_is_of_a_person_without_an_account",
                violation_error_message=_("Geef bij een e-mailadres ook de naam van de persoon."),
            ),
            models.CheckConstraint(
                condition=Q(named_until__isnull=True, consented_at__isnull=True)
                | (Q(named_until__isnull=False, consented_at__isnull=False) & ~Q(name="")),
                name="a_name_is_public_by_a_consent_that_ends",
                violation_error_message=_(
                    "Een naam is openbaar met toestemming, genoteerd en met een einddatum."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.institution_name or self.name

    @property
    def address(self) -> str:
        """Where to reach the person, if anywhere."""
        return self.user.email if self.user is not None else self.email

    @property
    def public_name(self) -> str:
        """The name, while the consent lasts; else nothing."""
        until = self.named_until
        return self.name if until is not None and until >= timezone.localdate() else ""

    @property
    def consent_mark(self) -> str:
        """What names the consent as it stands: noted anew or taken back, it is another each time,
        also where nobody was named when a page was opened and nobody is now.
        """
        moments = (self.consented_at, self.withdrawn_at)
        return " ".join(one.isoformat() if one is not None else "-" for one in moments)

    @property
    def public_words(self) -> str:
        """How everybody reads who presents."""
        return presented_by(self.institution_name, self.public_name)

    @property
    def is_in_register(self) -> bool:
        """Whether the institution is one of the register."""
        return self.institution_id is not None

    @property
    def keys(self) -> set[str]:
        """By what the same presenter is known elsewhere: the account, name and institution, or the
        institution alone where it is one of the register; a role is nobody.
        """
        name = " ".join(self.name.split()).casefold()
        found = {f"@{self.user_id}"} if self.user_id is not None else set()
        if name or self.institution_id is not None:
            found.add(f"{key_of(self.institution_id, self.institution_name)}: {name}")
        return found


class PublishedPresenter(Unchangeable):
    """Who opens an item of a published agenda: the institution as it was called then.

    The name stands with the presenter alone: gone there, it is gone from every version.
    """

    item = models.ForeignKey(PublishedItem, on_delete=models.CASCADE, related_name="presenters")
    presenter = models.ForeignKey(
        Presenter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    institution_name = models.CharField(_("instelling"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("spreker van een gepubliceerde agenda")
        verbose_name_plural = _("sprekers van gepubliceerde agenda’s")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.institution_name

    @property
    def public_words(self) -> str:
        """How everybody reads who presents."""
        name = self.presenter.public_name if self.presenter is not None else ""
        return presented_by(self.institution_name, name)


def presented_by(institution: str, name: str) -> str:
    """An institution, with a name where there may be one; somebody without either is unnamed."""
    if institution and name:
        return f"{institution} ({name})"
    return institution or name or _now("een spreker")
