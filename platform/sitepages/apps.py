"""The sitepages package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitePagesConfig(AppConfig):
    """Names the package for Django."""

    name = "sitepages"
    verbose_name = _("Vaste pagina’s")
