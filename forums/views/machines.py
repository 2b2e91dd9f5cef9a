"""What search engines are told of forums."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from forums.pages import Forum
from forums.querysets import of_readable_forum
from forums.records import Recommendation, Session


class _Forums(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = Forum.objects.readable().order_by("pk")
        return found


class _Sessions(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        return (
            Session.objects.filter(of_readable_forum("forum__"))
            .select_related("forum")
            .order_by("pk")
        )


class _Recommendations(Sitemap[Any]):
    def items(self) -> QuerySet[Any]:
        return Recommendation.objects.published().select_related("forum").order_by("pk")


FORUM_SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "forums": _Forums,
    "bijeenkomsten": _Sessions,
    "aanbevelingen": _Recommendations,
}
