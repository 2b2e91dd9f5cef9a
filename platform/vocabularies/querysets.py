"""Questions about terms."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import ProtectedError


class NeverDeletedError(ProtectedError):
    """A concept of a vocabulary is retired or replaced, never deleted."""

    def __init__(self, *concepts: models.Model) -> None:
        super().__init__("Retire or replace it; what is older names it.", set(concepts))


class ConceptQuerySet(models.QuerySet[Any]):
    """Terms, themes and levels read the same."""

    def current(self) -> Self:
        """Those that can still be chosen."""
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        """Those that stand on older projects only."""
        return self.filter(retired_at__isnull=False)

    def under(self, concept: Any) -> Self:
        """Those right under ``concept`` that can still be chosen, in their order."""
        return self.current().filter(broader=concept).order_by("order", "slug")

    def in_scheme(self, scheme: str) -> Self:
        """The terms of one closed list, in its order."""
        return self.filter(scheme=scheme).order_by("order", "pk")

    def delete(self) -> NoReturn:
        """Refuse, as for one concept."""
        raise NeverDeletedError(*self)


class KeywordQuerySet(models.QuerySet[Any]):
    """Free words of schools."""

    def waiting(self) -> Self:
        """Those that no moderator merged yet."""
        return self.filter(merged_at__isnull=True)

    def merged(self) -> Self:
        """Those that a theme or term took the place of."""
        return self.filter(merged_at__isnull=False)
