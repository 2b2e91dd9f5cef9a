"""Questions about guide pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.query import PageQuerySet


class GuideQuerySet(PageQuerySet):
    """Guide pages."""

    def beside(
        self,
        themes: Iterable[Any] = (),
        levels: Iterable[Any] = (),
        programmes: Iterable[Any] = (),
        *,
        limit: int = 3,
    ) -> Self:
        """The pages that share most with a project, at most ``limit``, in one query.

        A term also matches the broader one it stands under. Ask it last: the answer is sliced.
        """
        matches = (
            _shared(self._links("themes"), "content_object", "tag", themes)
            + _shared(self._links("levels"), "content_object", "tag", levels)
            + _shared(self._links("programmes"), "guidepage", "term", programmes)
        )
        ranked = self.annotate(matches=matches).filter(matches__gt=0)
        nearest: Self = ranked.order_by("-matches", "title", "pk")[:limit]
        return nearest

    def _links(self, name: str) -> Any:
        return self.model._meta.get_field(name).remote_field.through


def _shared(links: Any, page: str, concept: str, wanted: Iterable[Any]) -> Coalesce:
    """How many of ``wanted``, or of what they stand under, a page carries."""
    keys = {key for one in wanted for key in (one.pk, one.broader_id) if key is not None}
    carried: QuerySet[Any] = links.objects.filter(
        **{page: OuterRef("pk"), f"{concept}__in": sorted(keys)}
    )
    counted = carried.order_by().values(page).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
