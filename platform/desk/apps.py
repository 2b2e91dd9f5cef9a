"""The desk package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Names the package for Django."""

    name = "desk"
    verbose_name = _("Mijn werk")
