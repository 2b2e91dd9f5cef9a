"""What answers a question, whatever engine it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from search.matching.question import Alternative, Clause, Question


class Answer(Protocol):
    """What was found, as far as understanding the words needs to know."""

    @property
    def total(self) -> int:
        """How many documents answer the words."""

    @property
    def dead(self) -> tuple[Clause, ...]:
        """The clauses that no document answers."""

    @property
    def is_partial(self) -> bool:
        """Whether not every clause had to be there."""


A_co = TypeVar("A_co", bound=Answer, covariant=True)


class Frequencies(Protocol):
    """Knows how many documents answer a clause."""

    def fetch(self, clauses: Iterable[Clause]) -> None:
        """Ask of all ``clauses`` at once what is not known yet."""

    def frequency(self, clause: Clause) -> int:
        """How many documents answer ``clause``."""

    def adds(self, clause: Clause, alternative: Alternative) -> bool:
        """Whether ``alternative`` finds anything that the words of ``clause`` as typed do not."""


class Matching(Frequencies, Protocol[A_co]):
    """Answers questions."""

    def everything(self) -> A_co:
        """All documents."""

    def match(self, question: Question, *, least: int = 0) -> A_co:
        """The documents that answer every clause; with ``least``, so many of the required ones."""
