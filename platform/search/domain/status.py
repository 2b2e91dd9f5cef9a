"""What the index holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from search import registry
from search.analysis.terms import ANALYSIS
from search.index.keeping import MODELS
from search.records import LIVE, IndexState, Shelf, ShelfName
from search.stores import database_store


@dataclass(frozen=True)
class Status:
    """The index at a glance."""

    store: str
    shelf: str
    version: int
    documents: dict[str, int]
    filled_at: datetime | None
    is_current: bool
    """Whether it was made by the rules of this version of the platform."""
    filling: tuple[int, int] | None
    """How far the other shelf is filled, if it is."""

    @property
    def total(self) -> int:
        """How many documents there are."""
        return sum(self.documents.values())


def status() -> Status:
    """The index as it is now."""
    state = IndexState.objects.filter(pk=LIVE).first() or IndexState(pk=LIVE)
    live = Shelf.objects.filter(pk=state.live).first()
    other = Shelf.objects.filter(pk=ShelfName(state.live).other, is_filling=True).first()
    rows = MODELS[state.live].objects.filter(gone=False).order_by()
    counts = dict(rows.values_list("kind").annotate(number=Count("pk")))
    return Status(
        store=database_store().name,
        shelf=state.live,
        version=state.version,
        documents={kind: counts.get(kind, 0) for kind in registry.kinds()},
        filled_at=live.filled_at if live else None,
        is_current=live is None or live.analysis == ANALYSIS,
        filling=(other.done, other.total) if other else None,
    )


def needs_rebuild() -> bool:
    """Whether the index was made by other rules, or was never made of the content that is there."""
    now = status()
    if not now.is_current:
        return True
    return not now.total and any(findable.count() for findable in registry.findables())
