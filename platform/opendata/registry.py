"""The datasets, registered by the packages that have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from opendata.schemas import Record
from search.finder import IndexFinder

#: Makes an address of the site whole.
Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Dataset:
    """One kind of record, found by a finder of the search.

    ``filters`` are those of the finder, which is made for each question. ``records`` gives what
    everybody may know of things that everybody may see, in a number of statements that does not
    depend on how many there are. ``one`` finds a thing by its id.

    ``one`` raises:
        opendata.problems.NotThereError: nothing that was ever public has this id.
        opendata.problems.TakenAwayError: it was online, and is not any more.
    """

    name: str
    label: str | Promise
    about: str | Promise
    finder: Callable[[], IndexFinder[Any]]
    filters: tuple[str, ...]
    schema: type[Record]
    records: Callable[[Sequence[Any], Absolute], list[dict[str, Any]]]
    one: Callable[[str], Any]
    place: int = 0
    """Where it stands among the others: those with a lower number come first."""


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Open a dataset; registering again replaces."""
    _datasets[dataset.name] = dataset


def dataset(name: str) -> Dataset:
    """What was registered under ``name``."""
    return _datasets[name]


def datasets() -> list[Dataset]:
    """Every dataset, by its place and then as it was registered."""
    return sorted(_datasets.values(), key=lambda dataset: dataset.place)
