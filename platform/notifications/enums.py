"""The states of a mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail is."""

    WAITING = "waiting", _("wacht")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("mislukt")
