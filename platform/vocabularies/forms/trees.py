"""A list of concepts as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ui.widgets import Branch


def branches_of(concepts: Iterable[Any]) -> tuple[Branch, ...]:
    """The concepts as branches by slug, each below its broader one.

    A concept whose broader one is not among them stands at the top, so nothing gets lost.
    """
    below = _by_broader(concepts)

    def grow(key: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(value=concept.slug, label=concept.label, children=grow(concept.pk))
            for concept in below.get(key, [])
        )

    return grow(None)


def walk(concepts: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Depth and concept, in the order of the tree: for a list that is drawn flat."""
    below = _by_broader(concepts)

    def step(key: int | None, depth: int) -> Iterator[tuple[int, Any]]:
        for concept in below.get(key, []):
            yield depth, concept
            yield from step(concept.pk, depth + 1)

    return step(None, 0)


def _by_broader(concepts: Iterable[Any]) -> dict[int | None, list[Any]]:
    listed = list(concepts)
    known = {concept.pk for concept in listed}
    below: dict[int | None, list[Any]] = {}
    for concept in listed:
        key = concept.broader_id if concept.broader_id in known else None
        below.setdefault(key, []).append(concept)
    return below
