"""Pages with a text: about, accessibility, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from sitepages.blocks import BodyField


class StandardPage(Page):
    """A text that administrators keep."""

    introduction = models.TextField(_("inleiding"), max_length=600, blank=True)
    body = BodyField(verbose_name=_("tekst"), blank=True)
    reviewed_on = models.DateField(_("laatst nagekeken op"), null=True, blank=True)

    template = "sitepages/standard.html"
    parent_page_types = ["sitepages.HomePage", "sitepages.StandardPage"]
    subpage_types = ["sitepages.StandardPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("reviewed_on"),
    ]

    class Meta:
        verbose_name = _("vaste pagina")
        verbose_name_plural = _("vaste pagina’s")
