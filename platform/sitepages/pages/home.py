"""The home page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sitepages.sections import sections_for


class HomePage(Page):
    """What schools learned, and what policy did with it; filled by the packages above."""

    template = "sitepages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*Page.content_panels]

    class Meta:
        verbose_name = _("startpagina")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The sections, in their order, each with its own template and context."""
        return {**super().get_context(request, *args, **kwargs), "sections": sections_for(request)}
