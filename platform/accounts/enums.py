"""The roles, as groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role of the platform; the value is the name of its group.

    Editors of a school are not here: they hold a mandate (`institutions`).
    """

    MODERATOR = "moderator", _("Moderator")
    POLICYMAKER = "policymaker", _("Beleidsmaker")
    ADMINISTRATOR = "administrator", _("Beheerder")
