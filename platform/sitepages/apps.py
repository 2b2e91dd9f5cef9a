"""The sitepages package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitePagesConfig(AppConfig):
    """Names the package for Django, and registers with the vocabularies."""

    name = "sitepages"
    verbose_name = _("Vaste pagina’s")

    def ready(self) -> None:
        """Let guide pages follow the vocabularies, and links be made in Dutch."""
        from sitepages.admin.link_fields import name_link_fields
        from sitepages.retagger import GuideRetagger
        from vocabularies.retagging import register

        register(GuideRetagger())
        name_link_fields()
