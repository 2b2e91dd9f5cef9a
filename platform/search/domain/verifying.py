"""Comparing the index with the content, and mending what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from search import registry
from search.analysis.terms import ANALYSIS
from search.domain.indexing import index
from search.domain.shelving import digest_of
from search.index.keeping import MODELS
from search.records import LIVE, IndexState, Shelf, ShelfName

BATCH = 200


@dataclass
class Differences:
    """How many things of each kind are compared, and the keys of what differs."""

    compared: int = 0
    missing: dict[str, list[int]] = field(default_factory=dict)
    outdated: dict[str, list[int]] = field(default_factory=dict)
    too_many: dict[str, list[int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many things differ."""
        sets = (self.missing, self.outdated, self.too_many)
        return sum(len(keys) for found in sets for keys in found.values())

    def keys_of(self, kind: str) -> list[int]:
        """What differs of one kind."""
        return [
            *self.missing.get(kind, []),
            *self.outdated.get(kind, []),
            *self.too_many.get(kind, []),
        ]


def verify(*, mend: bool = True) -> Differences:
    """Compare every document with its content; with ``mend``, let the index say what is so.

    Content that changes meanwhile is compared again before it is mended, by the verb that mends.
    """
    found = Differences()
    live = IndexState.objects.filter(pk=LIVE).values_list("live", flat=True).first() or ShelfName.A
    analysis = Shelf.objects.filter(pk=live).values_list("analysis", flat=True).first()
    for findable in registry.findables():
        model = MODELS[live]
        for keys in _batches(findable):
            _compare(findable, keys, model, ANALYSIS if analysis is None else analysis, found)
        _stray(findable, model, found)
        if mend:
            wrong = found.keys_of(findable.kind)
            for start in range(0, len(wrong), BATCH):
                index(findable.kind, wrong[start : start + BATCH])
    return found


def _batches(findable: registry.Findable) -> Iterator[Sequence[int]]:
    after = 0
    while keys := findable.keys_after(after, BATCH):
        yield keys
        after = keys[-1]


def _compare(
    findable: registry.Findable,
    keys: Sequence[int],
    model: Any,
    analysis: int,
    found: Differences,
) -> None:
    wanted = {document.key: digest_of(document, analysis) for document in findable.build(keys)}
    rows = model.objects.filter(kind=findable.kind, key__in=keys, gone=False)
    there = dict(rows.values_list("key", "digest"))
    found.compared += len(keys)
    for key in keys:
        if key in wanted and key not in there:
            found.missing.setdefault(findable.kind, []).append(key)
        elif key not in wanted and key in there:
            found.too_many.setdefault(findable.kind, []).append(key)
        elif key in wanted and wanted[key] != there[key]:
            found.outdated.setdefault(findable.kind, []).append(key)


def _stray(findable: registry.Findable, model: Any, found: Differences) -> None:
    """What the index holds of things that are no longer there at all."""
    held = set(model.objects.filter(kind=findable.kind, gone=False).values_list("key", flat=True))
    for keys in _batches(findable):
        held.difference_update(keys)
    if held:
        found.too_many.setdefault(findable.kind, []).extend(sorted(held))
