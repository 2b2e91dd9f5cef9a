"""The open data package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    """Names the package for Django."""

    name = "opendata"
    verbose_name = _("Open data")
