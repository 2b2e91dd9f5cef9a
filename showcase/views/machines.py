"""What search engines read first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.models import Page

from showcase.addresses import project_address, school_address
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import PolicyConclusion
from sitepages.pages import GuideIndexPage, GuidePage, StandardPage
from vocabularies.records import EducationLevel, Theme

PLAIN = "text/plain; charset=utf-8"
#: Addresses in one file of the map; what has more goes on in the next.
MOST = 10_000
#: Folders with nothing for a search engine.
CLOSED = ("/beheer/", "/mijn/", "/account/", "/documents/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots need not come, and where the map is; a demo or a test lets none in."""
    if not settings.SEARCH_ENGINES_WELCOME:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type=PLAIN)
    lines = ["User-agent: *", *(f"Disallow: {folder}" for folder in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


class Part(Sitemap[Any]):
    """A part of the map. ``changed`` is the column that says when a row was last changed."""

    limit = MOST
    changed = ""

    def lastmod(self, item: Any) -> datetime | None:
        """When it was last changed, if that is kept."""
        moment: datetime | None = getattr(item, self.changed) if self.changed else None
        return moment

    def get_latest_lastmod(self) -> datetime | None:
        """When any of them was: asked of the database, which need not give them all for it."""
        return self._extent[1]

    @property
    def paginator(self) -> Paginator[Any]:
        """The files of this part, which ask nothing more to know how many they are."""
        return _Counted(self._rows, self.limit, counted=self._extent[0])

    @cached_property
    def _rows(self) -> Any:
        return self.items()

    @cached_property
    def _extent(self) -> tuple[int, datetime | None]:
        """How many addresses there are and the latest change, in one statement."""
        if isinstance(self._rows, list):
            return len(self._rows), None
        latest = {"latest": Max(self.changed)} if self.changed else {}
        found = self._rows.order_by().aggregate(count=Count("pk"), **latest)
        return found["count"], found.get("latest")


class _Counted(Paginator[Any]):
    """Pages of rows that were counted already."""

    def __init__(self, rows: Any, per_page: int, *, counted: int) -> None:
        super().__init__(rows, per_page)
        self.count = counted


class _Start(Part):
    def items(self) -> list[str]:
        return list(STARTS)

    def location(self, item: str) -> str:
        return reverse(item)


class _Texts(Part):
    """The guide, and the pages of the site's own."""

    changed = "last_published_at"

    def items(self) -> QuerySet[Any]:
        kinds = (StandardPage, GuideIndexPage, GuidePage)
        found: QuerySet[Any] = Page.objects.live().public().type(*kinds).order_by("pk")
        return found

    def location(self, item: Any) -> str:
        return str(item.url)


class _Projects(Part):
    changed = "last_published_at"

    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = ProjectPage.objects.live().order_by("pk")
        return found.only("url_path", "last_published_at")

    def location(self, item: Any) -> str:
        return project_address(item)


class _Schools(Part):
    changed = "last_published_at"

    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = SchoolPage.objects.live().order_by("pk")
        return found.only("slug", "last_published_at")

    def location(self, item: Any) -> str:
        return school_address(item)


class _Conclusions(Part):
    changed = "updated_at"

    def items(self) -> QuerySet[PolicyConclusion]:
        return PolicyConclusion.objects.standing().order_by("pk").only("reference", "updated_at")


class _Themes(Part):
    def items(self) -> QuerySet[Any]:
        return Theme.objects.current().order_by("pk")


class _Levels(Part):
    def items(self) -> QuerySet[Any]:
        return EducationLevel.objects.current().order_by("pk")


#: The names of the addresses where people begin; a package above adds its own by `register_start`.
STARTS = ["home", "projects", "conclusions", "open-data"]
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


def register_start(name: str) -> None:
    """Add the address of that name to those where people begin; a second time changes nothing."""
    if name not in STARTS:
        STARTS.append(name)


def register_sitemap(name: str, sitemap: type[Sitemap[Any]]) -> None:
    """Add a part to the map of the site, at ``/sitemap-<name>.xml``."""
    SITEMAPS[name] = sitemap
