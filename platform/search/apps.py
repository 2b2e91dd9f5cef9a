"""The search package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Names the package for Django."""

    name = "search"
    verbose_name = _("Zoeken")
