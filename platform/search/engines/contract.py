"""What an engine is asked and what it answers: values and keys, no labels and no rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from search.contract import FinderQuery, Remark
from search.highlighting import Marker

#: Values of a facet that count together: a concept and all that is narrower.
Union = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its kind and key."""

    kind: str
    key: int


@dataclass(frozen=True)
class Asked:
    """A finder's question, in values of the index.

    ``narrowed`` is what each filter that is set lets through, ``by_default`` what one lets
    through while it is not; ``unions`` are, by filter, the values that are counted together.
    """

    query: FinderQuery
    kinds: tuple[str, ...]
    narrowed: Mapping[str, Union] = field(default_factory=dict)
    by_default: Mapping[str, Union] = field(default_factory=dict)
    unions: Mapping[str, tuple[Union, ...]] = field(default_factory=dict)
    size: int = 20

    @property
    def narrowings(self) -> dict[str, Union]:
        """What every filter lets through that lets through less than all."""
        return {**self.by_default, **self.narrowed}


@dataclass(frozen=True)
class Tally:
    """The counts of one filter: how many have any of some values; only ``present`` can have any."""

    count: Callable[[Union], int]
    present: Collection[str] = ()


@dataclass(frozen=True)
class Answered:
    """What an engine found.

    ``query`` has the page that is shown; ``relaxed`` says, where nothing was found, how much
    there is without a filter, or (under ``WORDS``) without the words.
    """

    query: FinderQuery
    total: int
    hits: tuple[Hit, ...]
    tallies: Mapping[str, Tally]
    store: str
    relaxed: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    marker: Marker = field(default_factory=Marker)
    #: Why not the store that was chosen answered, in words for staff.
    instead: str = ""
    #: Whether it answers the same until something is committed to the database.
    is_settled: bool = True


#: The name under which the words stand among what can be left out.
WORDS = "q"
