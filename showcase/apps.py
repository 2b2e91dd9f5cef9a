"""The showcase package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    """Names the package for Django, and registers with the packages below."""

    name = "showcase"
    verbose_name = _("Projecten")

    def ready(self) -> None:
        """Let the groups of schools follow mandates."""
        from institutions.spaces import register_space_keeper

        from showcase.domain.schools import keep_space

        register_space_keeper(keep_space)
