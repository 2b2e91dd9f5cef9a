"""What carries terms and keywords, registered by the packages above.

A package registers a retagger from its ``ready()``; replacing a term or merging a keyword asks
every retagger to put the new one where the old one stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from vocabularies.records import Concept, Keyword


@dataclass(frozen=True)
class Use:
    """One thing that carries a term or keyword, for a person to recognise."""

    title: str
    kind: str
    url: str = ""
    """Where to see it, if there is such a place."""
    obstacle: str = ""
    """Why it cannot be retagged by itself, in words: it has three themes already."""


@dataclass
class Retagged:
    """How many things changed, and which could not."""

    changed: int = 0
    left: list[Use] = field(default_factory=list)


class Retagger(Protocol):
    """What a package knows of the things of its own that carry terms and keywords."""

    def count_keywords(self, keywords: Sequence[Keyword]) -> dict[int, int]:
        """How many things carry each keyword, by its key, in a fixed number of queries."""

    def uses_of(self, old: Concept | Keyword, into: Concept | None) -> Iterable[Use]:
        """What carries ``old``; with ``into``, also what would stand in its way."""

    def retag(self, old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
        """Put ``into`` where ``old`` stood, in drafts as well; doing it twice changes nothing."""


_retaggers: list[Retagger] = []


def register(retagger: Retagger) -> None:
    """Ask ``retagger`` from now on; registering twice asks it once."""
    if retagger not in _retaggers:
        _retaggers.append(retagger)


def unregister(retagger: Retagger) -> None:
    """Ask ``retagger`` no longer."""
    if retagger in _retaggers:
        _retaggers.remove(retagger)


def count_keywords(keywords: Sequence[Keyword]) -> Counter[int]:
    """How many things carry each keyword, by its key."""
    counted: Counter[int] = Counter()
    for retagger in _retaggers:
        counted.update(retagger.count_keywords(keywords))
    return counted


def uses_of(old: Concept | Keyword, into: Concept | None = None) -> list[Use]:
    """Everything that carries ``old``."""
    return [use for retagger in _retaggers for use in retagger.uses_of(old, into)]


def retag(old: Concept | Keyword, into: Concept, *, by: Any) -> Retagged:
    """Have every package put ``into`` where ``old`` stood."""
    total = Retagged()
    for retagger in _retaggers:
        done = retagger.retag(old, into, by=by)
        total.changed += done.changed
        total.left += done.left
    return total
