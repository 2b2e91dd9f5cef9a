"""What search engines read first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from showcase.addresses import project_address, school_address
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import PolicyConclusion
from sitepages.pages import GuideIndexPage, GuidePage, StandardPage
from vocabularies.records import EducationLevel, Theme

#: Folders with nothing for a search engine.
CLOSED = ("/beheer/", "/mijn/", "/account/", "/documents/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots need not come, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {folder}" for folder in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class _Start(Sitemap[str]):
    def items(self) -> list[str]:
        return ["/", reverse("projects"), reverse("conclusions")]

    def location(self, item: str) -> str:
        return item


class _Texts(Sitemap[Any]):
    """The guide, and the pages of the site's own."""

    def items(self) -> QuerySet[Any]:
        kinds = (StandardPage, GuideIndexPage, GuidePage)
        found: QuerySet[Any] = Page.objects.live().public().type(*kinds).order_by("pk")
        return found

    def location(self, item: Any) -> str:
        return str(item.url)

    def lastmod(self, item: Any) -> datetime | None:
        moment: datetime | None = item.last_published_at
        return moment


class _Projects(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = ProjectPage.objects.live().order_by("pk")
        return found

    def location(self, item: Any) -> str:
        return project_address(item)

    def lastmod(self, item: Any) -> datetime | None:
        moment: datetime | None = item.last_published_at
        return moment


class _Schools(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = SchoolPage.objects.live().order_by("pk")
        return found

    def location(self, item: Any) -> str:
        return school_address(item)


class _Conclusions(Sitemap[PolicyConclusion]):
    def items(self) -> QuerySet[PolicyConclusion]:
        return PolicyConclusion.objects.standing().order_by("pk")

    def lastmod(self, item: PolicyConclusion) -> datetime:
        return item.updated_at


class _Themes(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        return Theme.objects.current().order_by("pk")


class _Levels(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        return EducationLevel.objects.current().order_by("pk")


#: The parts of the map by their name; a package above adds its own by ``register_sitemap``.
SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "start": _Start,
    "teksten": _Texts,
    "projecten": _Projects,
    "conclusies": _Conclusions,
    "scholen": _Schools,
    "themas": _Themes,
    "niveaus": _Levels,
}


def register_sitemap(name: str, sitemap: type[Sitemap[Any]]) -> None:
    """Add a part to the map of the site, at ``/sitemap-<name>.xml``."""
    SITEMAPS[name] = sitemap
