"""Comparing the copy in Elasticsearch with the shelf, and mending what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.domain.copying import begin, make_copy, send_changes
from search.elastic import writing
from search.elastic.copied import BATCH, FIELDS, operations
from search.elastic.reading_back import digests
from search.index.keeping import MODELS
from search.records import LIVE, Copy, IndexState, Shelf

#: From so many differences on, or a tenth of all, the copy is made anew.
MANY = 1_000


def verify_copy(*, mend: bool = True) -> int:
    """Compare every document of the copy with its row; returns how many differ.

    What still waits to be sent is sent first. With ``mend``, what differs is sent again; where
    much does, or something stands there that is newer than all we have, the copy is made anew. One
    that is not whole yet is gone on with.

    Raises:
        CopyUnderWay: another process makes the copy.
        Unavailable: the server can't be asked.
    """
    live = IndexState.objects.filter(pk=LIVE).values_list("live", flat=True).first()
    shelf = Shelf.objects.filter(pk=live).first()
    if shelf is None:
        return 0
    copy = Copy.objects.filter(pk=shelf.name).first()
    is_whole = copy is not None and copy.is_complete
    if copy is None or not is_whole or not writing.is_asked(copy.index, copy.generation):
        number: int = MODELS[shelf.name].objects.filter(gone=False).count()
        if mend and is_whole:
            _anew(shelf)
        elif mend:
            make_copy(shelf)
        return number
    if mend:
        send_changes(copy)
    writing.make_visible(copy.index)
    wrong = list(_differing(copy))
    if wrong and mend:
        _mend(shelf, copy, wrong)
    return len(wrong)


def _differing(copy: Copy) -> Iterator[int]:
    """The slots whose document differs, is missing or should not be there."""
    model = MODELS[copy.shelf]
    after = -1
    while True:
        rows = model.objects.filter(slot__gt=after, gone=False).order_by("slot")
        wanted = dict(rows.values_list("slot", "digest")[:BATCH])
        upto = max(wanted) if len(wanted) == BATCH else None
        there = digests(copy.index, after, upto)
        changed = model.objects.filter(version__gt=copy.version)
        yield from sorted(
            {slot for slot, digest in wanted.items() if there.get(slot) != [digest]}.union(
                there.keys() - wanted.keys()
            ).difference(changed.values_list("slot", flat=True))
        )
        if upto is None:
            return
        after = upto


def _mend(shelf: Shelf, copy: Copy, wrong: list[int]) -> None:
    if len(wrong) < MANY:
        for start in range(0, len(wrong), BATCH):
            some = wrong[start : start + BATCH]
            rows: list[Any] = list(
                MODELS[copy.shelf].objects.filter(slot__in=some).only(*FIELDS).order_by("slot")
            )
            writing.send(copy.index, operations(copy.shelf, rows))
        writing.make_visible(copy.index)
        # The first slot is 0, which is something all the same.
        if next(_differing(copy), None) is None:
            return
    _anew(shelf)


def _anew(shelf: Shelf) -> None:
    begin(shelf)
    make_copy(shelf)
