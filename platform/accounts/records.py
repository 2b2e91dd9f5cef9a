"""People who sign in."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.querysets import UserManager

#: A domain that can't exist (RFC 2606), for accounts whose person was erased.
ERASED_DOMAIN = "gewist.invalid"


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. The e-mail address is the name to sign in with.

    Wagtail reads ``first_name`` and ``last_name``; what is shown in public is decided elsewhere,
    by consent, never from here.
    """

    email = models.EmailField(_("e-mailadres"), max_length=254, unique=True)
    first_name = models.CharField(_("voornaam"), max_length=80, blank=True)
    last_name = models.CharField(_("naam"), max_length=80, blank=True)
    is_staff = models.BooleanField(_("beheert het platform"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    date_joined = models.DateTimeField(_("sinds"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message=_("Er is al een account met dit e-mailadres."),
            ),
            models.CheckConstraint(
                condition=~models.Q(email=""),
                name="an_account_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
        ]

    def __str__(self) -> str:
        if self.is_erased:
            return gettext("iemand die niet meer meewerkt")
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """First name and name, or nothing."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """What to call somebody in a greeting."""
        return self.first_name or self.email.partition("@")[0]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The role groups this person is in, read once per request."""
        return frozenset(self.groups.filter(name__in=Role.values).values_list("name", flat=True))

    @property
    def erased_address(self) -> str:
        """The address that takes the place of the real one when this person is erased."""
        return f"{self.pk}@{ERASED_DOMAIN}"

    @property
    def is_erased(self) -> bool:
        """Whether `erase_account` took this person's data away."""
        return self.email.endswith(f"@{ERASED_DOMAIN}")

    def forget_roles(self) -> None:
        """Read ``roles`` and the permissions anew: a verb just changed them."""
        for cached in ("roles", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            self.__dict__.pop(cached, None)
