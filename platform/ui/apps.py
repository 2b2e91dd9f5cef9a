"""The ui package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Names the package for Django."""

    name = "ui"
    verbose_name = _("Onderdelen")
