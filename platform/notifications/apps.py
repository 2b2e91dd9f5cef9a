"""The notifications package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Names the package for Django."""

    name = "notifications"
    verbose_name = _("Berichten")
