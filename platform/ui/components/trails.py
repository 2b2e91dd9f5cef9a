"""The policy trail, large and small, and what stands on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from ui.components.library import draw, draw_again, register
from ui.trail import Station

STRIDE = 22
#: More stations than this stand below each other, however wide the screen.
MOST_ACROSS = 8
#: A small trail draws its first and its last stations, with a gap where more lie between.
FIRST_DOTS, LAST_DOTS = 3, 9


@dataclass(frozen=True, slots=True)
class Dot:
    """One station of the small trail, with its place in the drawing."""

    state: str
    x: int
    linked: bool
    open: bool

    @property
    def link_start(self) -> int:
        """Return where the line from the station before begins."""
        return self.x - STRIDE + 5


def dots(states: Sequence[str]) -> list[Dot]:
    """Return the drawing of ``states``. What has not happened is joined by a dotted line."""
    gap = 0
    if len(states) > FIRST_DOTS + LAST_DOTS:
        states, gap = [*states[:FIRST_DOTS], *states[-LAST_DOTS:]], FIRST_DOTS
    return [
        Dot(state, 7 + STRIDE * place, place not in {0, gap}, state in {"open", "wait", "late"})
        for place, state in enumerate(states)
    ]


@register.simple_tag
def trail(stations: Iterable[Station], wide: bool = False, label: str = "") -> str:
    """Draw the whole trail; flat with ``wide``, unless it is long."""
    listed = list(stations)
    wide = wide and len(listed) <= MOST_ACROSS
    return draw("trail", {"stations": listed, "wide": wide, "label": label})


@register.simple_tag
def trail_mini(stations: Iterable[Station | str], words: str) -> str:
    """Draw the small trail, from stations or from states, with what it says in words."""
    states = [s.state if isinstance(s, Station) else s for s in stations]
    drawn = tuple(dots(states))
    width = 14 + STRIDE * (len(drawn) - 1)
    return draw_again("trail_mini", dots=drawn, width=width, words=words)


@register.simple_tag
def statement(
    title: str,
    url: str,
    *,
    kicker: str = "",
    meta: Any = (),
    stations: Any = (),
    words: str = "",
    heading: str = "h3",
    lang: str = "",
) -> str:
    """Draw a conclusion in a list."""
    props = {"title": title, "url": url, "kicker": kicker, "meta": meta, "lang": lang}
    return draw("statement", {**props, "stations": stations, "words": words, "heading": heading})


@register.simple_block_tag(end_name="endproof")
def proof(
    content: SafeString,
    title: str,
    *,
    url: str = "",
    kind: str = "",
    words: str = "",
    heading: str = "h3",
    lang: str = "",
) -> str:
    """Draw a result with its evidence in words."""
    props = {"content": content, "title": title, "url": url, "kind": kind, "lang": lang}
    return draw("proof", {**props, "words": words, "heading": heading})


@register.simple_block_tag(end_name="endanswer")
def answer(
    content: SafeString, kind: str, word: str, *, who: str = "", when: str = "", signed: str = ""
) -> str:
    """Draw what policy answered."""
    props = {"content": content, "kind": kind, "word": word}
    return draw("answer", {**props, "who": who, "when": when, "signed": signed})
