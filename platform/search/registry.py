"""What can be found, registered by the packages that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from search.documents import SearchDocument


@dataclass(frozen=True)
class Findable:
    """One kind of thing.

    ``build(keys)`` gives the document of each of ``keys`` that everybody may see, and none for the
    others, in a number of statements that does not depend on how many there are. ``keys_after(key,
    most)`` are the next keys in their order, also of what nobody may see.
    """

    kind: str
    label: str | Promise
    build: Callable[[Sequence[int]], Iterable[SearchDocument]]
    keys_after: Callable[[int, int], Sequence[int]]
    count: Callable[[], int]
    by_default: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a filter, the values that are found while nobody asks for others."""
    all_at: str = ""
    """The name of the address of a finder for this kind alone, if there is one."""
    place: int = 0
    """Where its kind stands among the others: those with a lower number come first."""


_findables: dict[str, Findable] = {}


def register(findable: Findable) -> None:
    """Let things of a kind be found; registering again replaces."""
    _findables[findable.kind] = findable


def findable(kind: str) -> Findable:
    """What was registered for ``kind``."""
    return _findables[kind]


def findables() -> list[Findable]:
    """Everything that was registered, by its place and then as it was registered."""
    return sorted(_findables.values(), key=lambda findable: findable.place)


def kinds() -> tuple[str, ...]:
    """The kinds of things that can be found."""
    return tuple(_findables)


def keys_of(model: Any) -> Callable[[int, int], Sequence[int]]:
    """``keys_after`` for all rows of ``model``."""

    def keys_after(key: int, most: int) -> Sequence[int]:
        rows = model._default_manager.filter(pk__gt=key).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:most])

    return keys_after
