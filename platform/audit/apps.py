"""The audit package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Names the package for Django."""

    name = "audit"
    verbose_name = _("Logboek")
