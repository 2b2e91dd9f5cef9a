"""The guide: who pays, who helps, what Europe says."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from sitepages.blocks import BodyField
from sitepages.enums import GuideKind
from sitepages.forms import GuidePageForm
from sitepages.querysets import GuideQuerySet
from sitepages.records import GuideLevel, GuideTheme
from vocabularies.enums import Scheme


class GuideIndexPage(Page):
    """All guide pages by kind. Moderators keep what stands below it."""

    introduction = models.TextField(_("inleiding"), max_length=600, blank=True)

    template = "sitepages/guide_index.html"
    parent_page_types = ["sitepages.HomePage"]
    subpage_types = ["sitepages.GuidePage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("wegwijs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The kinds that have pages, each with its pages in the order that moderators gave."""
        pages = list(GuidePage.objects.child_of(self).live().order_by("path"))
        kinds = [(kind, [page for page in pages if page.kind == kind]) for kind in GuideKind]
        filled = [(kind, listed) for kind, listed in kinds if listed]
        return {**super().get_context(request, *args, **kwargs), "kinds": filled}


class GuidePage(Page):
    """One thing worth knowing, shown beside projects of the same theme, level or programme."""

    kind = models.CharField(
        _("soort"), max_length=10, choices=GuideKind.choices, default=GuideKind.FUNDING
    )
    summary = models.TextField(
        _("samenvatting"), max_length=300, help_text=_("Staat ook naast projecten.")
    )
    body = BodyField(verbose_name=_("tekst"), blank=True)
    themes = ClusterTaggableManager(
        through=GuideTheme, blank=True, verbose_name=_("thema’s"), related_name="guide_pages"
    )
    levels = ClusterTaggableManager(
        through=GuideLevel,
        blank=True,
        verbose_name=_("onderwijsniveaus"),
        related_name="guide_pages",
    )
    programmes = ParentalManyToManyField(
        "vocabularies.Term",
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.PROGRAMMES.value},
        verbose_name=_("programma’s"),
    )
    source_title = models.CharField(_("bron"), max_length=250, blank=True)
    source_url = models.URLField(_("adres van de bron"), max_length=500, blank=True)
    reviewed_on = models.DateField(
        _("laatst nagekeken op"),
        null=True,
        blank=True,
        help_text=_("Kloppen de namen, bedragen en links nog? Zet dan de datum van vandaag."),
    )

    objects = PageManager.from_queryset(GuideQuerySet)()

    template = "sitepages/guide.html"
    base_form_class = GuidePageForm
    parent_page_types = ["sitepages.GuideIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("themes"), FieldPanel("levels"), FieldPanel("programmes")],
            heading=_("Naast welke projecten"),
        ),
        FieldRowPanel([FieldPanel("source_title"), FieldPanel("source_url")], heading=_("Bron")),
        FieldPanel("reviewed_on"),
    ]

    class Meta:
        verbose_name = _("wegwijspagina")
        verbose_name_plural = _("wegwijspagina’s")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the page is about, and the way back up."""
        index = self.get_parent()
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": [(index.title, index.get_url(request))],
            "themes": list(self.themes.all()),
            "levels": list(self.levels.all()),
            "programmes": list(self.programmes.all()),
        }
