"""What search engines are told of forums."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from forums.pages import Forum
from forums.querysets import of_readable_forum
from forums.records import Recommendation, Session
from showcase.views.machines import register_sitemap


class _Forums(Sitemap[str]):
    """Their list, and each of them."""

    def items(self) -> list[str]:
        found = Forum.objects.readable().order_by("pk")
        return [reverse("forums"), *(forum.get_absolute_url() for forum in found)]

    def location(self, item: str) -> str:
        return item


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


def register_sitemaps() -> None:
    """Put forums, sessions and recommendations on the map of the site."""
    register_sitemap("forums", _Forums)
    register_sitemap("bijeenkomsten", _Sessions)
    register_sitemap("aanbevelingen", _Recommendations)
