"""Keeping the index equal to the content: called by the verbs that change the content."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from search import registry
from search.analysis.terms import ANALYSIS
from search.domain.following import be_followed
from search.domain.shelving import CHUNK, shelve
from search.index.bitmaps import slots_in
from search.index.keeping import snapshot
from search.records import LIVE, Change, IndexState, Shelf, ShelfName

#: How many changes a process may have missed and still read only what changed.
REMEMBERED = 2_000


@transaction.atomic
def index(kind: str, keys: Iterable[int]) -> int:
    """Let the index say of things of ``kind`` what they are now; returns how many changed.

    What nobody may see any more goes out. In the transaction of the caller, so that index and
    content change together or not at all; changes of the index wait for one another. The same
    content changes nothing. Also written to a shelf that is being filled meanwhile.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return 0
    state = lock_state()
    documents = {document.key: document for document in registry.findable(kind).build(wanted)}
    changed, is_filled = 0, False
    for shelf in shelves(state):
        written = shelve(shelf, kind, wanted, documents, state.version + 1)
        if shelf.name == state.live:
            changed = written
        is_filled = is_filled or shelf.is_filling
    # Whoever fills a shelf has to hear of it, also where nothing changed on the one that is read.
    if changed or is_filled:
        count_change(state)
    return changed


def index_carrying(name: str, values: Collection[str]) -> None:
    """Let the index follow everything that stands in it under any of ``values`` of a facet."""
    current = snapshot()
    carrying = current.with_value(name, values)
    for kind, bits in current.kinds.items():
        keys = [current.keys[slot] for slot in slots_in(carrying & bits)]
        for start in range(0, len(keys), CHUNK):
            index(kind, keys[start : start + CHUNK])


def lock_state() -> IndexState:
    """The one row, held until the transaction ends."""
    rows = IndexState.objects.select_for_update()
    state = rows.filter(pk=LIVE).first()
    if state is None:
        IndexState.objects.get_or_create(pk=LIVE)
        state = rows.get(pk=LIVE)
    return state


def count_change(state: IndexState) -> None:
    """Tell every process that the live shelf changed."""
    state.version += 1
    state.stamp = secrets.token_hex(8)
    state.save(update_fields=["version", "stamp"])
    Change.objects.create(version=state.version, stamp=state.stamp)
    be_followed()
    if state.version % 100 == 0:
        Change.objects.filter(version__lte=state.version - REMEMBERED).delete()


def new_generation() -> str:
    """A name for one filling of a shelf."""
    return secrets.token_hex(4)


def shelves(state: IndexState) -> list[Shelf]:
    """The shelf that is read, and the other while it is being filled."""
    found = {shelf.name: shelf for shelf in Shelf.objects.all()}
    if state.live not in found:
        found[state.live] = Shelf.objects.create(
            name=ShelfName(state.live),
            generation=new_generation(),
            analysis=ANALYSIS,
            filled_at=timezone.now(),
        )
    return [shelf for shelf in found.values() if shelf.name == state.live or shelf.is_filling]
