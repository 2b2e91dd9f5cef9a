"""The stations of a policy trail, as the components draw them."""

from dataclasses import dataclass
from typing import Literal

StationState = Literal["done", "good", "part", "wait", "late", "no", "open"]

STATES: tuple[StationState, ...] = ("done", "good", "part", "wait", "late", "no", "open")


@dataclass(frozen=True, slots=True)
class Station:
    """One place on the trail: what happened or has to happen, when, and by whom.

    ``state`` is ``done`` (happened), ``good`` (taken up), ``part`` (partly), ``wait`` (someone
    promised an answer), ``late`` (past that promise), ``no`` (not taken up) or ``open``
    (nothing yet, and nobody promised).
    """

    state: StationState
    when: str
    what: str
    who: str = ""
    url: str = ""
