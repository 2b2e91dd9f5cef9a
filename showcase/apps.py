"""The showcase package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    """Names the package for Django."""

    name = "showcase"
    verbose_name = _("Projecten")
