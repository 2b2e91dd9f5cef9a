"""What the index holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from search import registry
from search.analysis.terms import ANALYSIS
from search.elastic.connection import is_chosen
from search.elastic.standing import standing
from search.elastic.watching import copy_problem
from search.index.keeping import MODELS
from search.records import LIVE, Copy, IndexState, Shelf, ShelfName
from search.stores import database_store

#: Of a kind that nothing is found of, so many are looked at.
FEW = 200


@dataclass(frozen=True)
class CopyStatus:
    """The copy in Elasticsearch at a glance: what is wrong with it (nothing if empty)."""

    index: str
    is_complete: bool
    done: int
    total: int
    behind: int
    problem: str
    sent_at: datetime | None


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
    copy: CopyStatus | None = None
    """How Elasticsearch follows, if it was chosen."""

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
        copy=copy_status(state) if is_chosen() else None,
    )


def copy_status(state: IndexState) -> CopyStatus:
    """How Elasticsearch follows the shelf that is read; the server itself is asked too."""
    copy = Copy.objects.filter(pk=state.live).first() or Copy(pk=state.live)
    return CopyStatus(
        index=copy.index,
        is_complete=copy.is_complete,
        done=copy.done,
        total=max(copy.total, copy.done),
        behind=max(0, state.version - copy.version),
        problem=standing().problem or copy_problem(copy.generation),
        sent_at=copy.sent_at,
    )


def needs_rebuild() -> bool:
    """Whether it was made by other rules, or never of some kind of the content that is there."""
    now = status()
    if not now.is_current:
        return True
    return any(
        not now.documents[findable.kind] and _has_any(findable) for findable in registry.findables()
    )


def _has_any(findable: registry.Findable) -> bool:
    """Whether there is anything of a kind that can be found, among the first few."""
    return any(True for _document in findable.build(findable.keys_after(0, FEW)))
