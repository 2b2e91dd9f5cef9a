"""What search engines are told of forums."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from forums.pages import Forum
from forums.querysets import of_readable_forum
from forums.records import Recommendation, Session
from showcase.views.machines import Part, register_sitemap, register_start


class _Forums(Part):
    changed = "last_published_at"

    def items(self) -> QuerySet[Any]:
        found: QuerySet[Any] = Forum.objects.readable().order_by("pk")
        return found


class _Sessions(Part):
    def items(self) -> QuerySet[Any]:
        return (
            Session.objects.filter(of_readable_forum("forum__"))
            .select_related("forum")
            .order_by("pk")
        )


class _Recommendations(Part):
    changed = "changed_at"

    def items(self) -> QuerySet[Any]:
        found = Recommendation.objects.published().with_change()
        return found.select_related("forum").order_by("pk")


def register_sitemaps() -> None:
    """Put forums, sessions and recommendations on the map of the site."""
    register_start("forums")
    register_sitemap("forums", _Forums)
    register_sitemap("bijeenkomsten", _Sessions)
    register_sitemap("aanbevelingen", _Recommendations)
