"""The vocabularies package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    """Names the package for Django."""

    name = "vocabularies"
    verbose_name = _("Woordenlijsten")

    def ready(self) -> None:
        """Say what the log says."""
        from ui.codes import register
        from vocabularies.words import WORDS

        register(WORDS)
