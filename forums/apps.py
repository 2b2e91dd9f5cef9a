"""The forums package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Names the package for Django."""

    name = "forums"
    verbose_name = _("Overlegfora")
