"""The institutions package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """Names the package for Django."""

    name = "institutions"
    verbose_name = _("Instellingen")

    def ready(self) -> None:
        """Tell accounts what to erase here."""
        from accounts.domain.erasure import register_eraser
        from institutions.domain.erasing import erase_person

        register_eraser(erase_person)
