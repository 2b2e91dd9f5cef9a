"""Questions about forums, their sessions, recommendations and answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.query import PageQuerySet

from forums.enums import PUBLIC_ACCESS


def of_readable_forum(path: str = "") -> Q:
    """Whether everybody may read the forum at the end of ``path`` (``"forum__"``)."""
    access = [access.value for access in PUBLIC_ACCESS]
    return Q(**{f"{path}live": True, f"{path}access__in": access})


class ForumQuerySet(PageQuerySet):
    """Forums. What members alone may read is in no public list."""

    def readable(self) -> Self:
        """Those that everybody may read."""
        found: Self = self.filter(of_readable_forum())
        return found

    def unreadable(self) -> Self:
        """Those that are not public, or not yet."""
        found: Self = self.exclude(of_readable_forum())
        return found

    def running(self, on: date | None = None) -> Self:
        """Those whose period holds ``on`` (today)."""
        day = on or timezone.localdate()
        found: Self = self.filter(starts_on__lte=day, ends_on__gte=day)
        return found

    def coming(self, on: date | None = None) -> Self:
        """Those whose period begins after ``on`` (today)."""
        found: Self = self.filter(starts_on__gt=on or timezone.localdate())
        return found

    def past(self, on: date | None = None) -> Self:
        """Those whose period ended before ``on`` (today)."""
        found: Self = self.filter(ends_on__lt=on or timezone.localdate())
        return found


class SessionQuerySet(QuerySet[Any]):
    """Sessions."""

    def taking_place(self) -> Self:
        """Those that are not called off."""
        return self.filter(cancelled_at__isnull=True)

    def cancelled(self) -> Self:
        """Those that are called off."""
        return self.filter(cancelled_at__isnull=False)


class RecommendationQuerySet(QuerySet[Any]):
    """Recommendations."""

    def published(self) -> Self:
        """Those that everybody may read, with their forum."""
        return self.filter(of_readable_forum("forum__"), published_on__isnull=False)

    def unpublished(self) -> Self:
        """Those still being written."""
        return self.filter(published_on__isnull=True)

    def addressed_to(self, institutions: Any) -> Self:
        """Those to any of these institutions (keys, or a query for them); each once."""
        through = self.model.addressees.through
        named = through.objects.filter(recommendation=OuterRef("pk"), institution__in=institutions)
        return self.filter(Exists(named))


class ResponseQuerySet(QuerySet[Any]):
    """Answers of policy."""

    def current(self) -> Self:
        """The latest version of each."""
        return self.filter(is_current=True)
