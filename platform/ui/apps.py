"""The ui package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Names the package for Django."""

    name = "ui"
    verbose_name = _("Onderdelen")

    def ready(self) -> None:
        """Let every package write numbers in its addresses."""
        from django.urls import register_converter

        from ui.numbers import Number

        register_converter(Number, "number")
