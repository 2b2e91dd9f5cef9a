"""Questions about terms."""

from typing import Any, Self

from django.db import models


class ConceptQuerySet(models.QuerySet[Any]):
    """Terms, themes and levels read the same."""

    def current(self) -> Self:
        """Those that can still be chosen."""
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        """Those that stand on older projects only."""
        return self.filter(retired_at__isnull=False)

    def in_scheme(self, scheme: str) -> Self:
        """The terms of one closed list, in its order."""
        return self.filter(scheme=scheme).order_by("order", "pk")
