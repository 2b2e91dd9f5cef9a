"""The search package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Names the package for Django."""

    name = "search"
    verbose_name = _("Zoeken")

    def ready(self) -> None:
        """Let what words mean follow the vocabularies, and the log say it."""
        from jobs.domain.beginning import register_first_step
        from search.codes import WORDS
        from search.domain.following import be_followed
        from search.domain.meaning import words_changed
        from ui.codes import register as register_words
        from vocabularies.following import register

        register_words(WORDS)
        register(words_changed)
        register_first_step("search.be_followed", be_followed)
