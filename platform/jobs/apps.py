"""The jobs package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Names the package for Django."""

    name = "jobs"
    verbose_name = _("Achtergrondtaken")
