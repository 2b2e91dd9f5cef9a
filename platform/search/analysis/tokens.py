"""Taking a text apart in words and codes, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis.folding import composed, folded

#: Letters and digits, held together by one sign: ``2019-1-BE02``, ``B-stroom``, ``foto's``.
_CHUNK = re.compile(r"[^\W_]+(?:[-‑–./_&+@'’][^\W_]+)*")
_RUN = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’"
#: What stands before an apostrophe in French, and after it in Dutch and English.
_ELISIONS = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu"])
_ORDINAL = re.compile(r"([0-9]{1,2})(?:de|ste|e|th|st|nd|rd|er|re|ere|eme)")
_ORDINALS = [
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
]
LONGEST_CODE = 60
LONGEST_WORD = 40
MOST_PARTS = 8


class Word(NamedTuple):
    """What somebody wrote between spaces: its words, folded, and what they make together.

    ``whole`` is empty when it says nothing more than its one part.
    """

    parts: tuple[str, ...]
    whole: str = ""


class Token(NamedTuple):
    """A word in its place; positions count in the text as `folding.composed` gives it."""

    start: int
    end: int
    written: str


def tokens(text: str) -> Iterator[Token]:
    """The words and codes of ``text``, in their order, each to be read by `read`."""
    for match in _CHUNK.finditer(composed(text)):
        yield Token(match.start(), match.end(), match.group())


def written_in(text: str) -> list[str]:
    """The words and codes of ``text`` as they are written there."""
    return _CHUNK.findall(composed(text))


@lru_cache(maxsize=200_000)
def read(written: str) -> Word:
    """What is written, as it is compared."""
    if written.isalnum():
        word = _ordinary(folded(written))[:LONGEST_WORD]
        return Word((word,) if word else ())
    parts = []
    elided = False
    for match in _RUN.finditer(written):
        word = folded(match.group())
        before, after = written[: match.start()][-1:], written[match.end() :][:1]
        if _is_elided(word, before, after):
            elided = True
        elif word:
            parts.append(_ordinary(word)[:LONGEST_WORD])
    parts = parts[:MOST_PARTS]
    return Word(tuple(parts), "" if elided else _whole(written, parts))


def words_in(text: str) -> list[str]:
    """Every folded word of ``text``, in its order."""
    return [part for written in written_in(text) for part in read(written).parts]


def _is_elided(word: str, before: str, after: str) -> bool:
    if after and after in _APOSTROPHES and word in _ELISIONS:
        return True
    return bool(before) and before in _APOSTROPHES and len(word) == 1


def _whole(written: str, parts: list[str]) -> str:
    """``B-stroom`` is also ``bstroom``; ``en/of`` and ``einde.Begin`` are nothing together."""
    joined = "".join(parts)
    holds = any(sign in written for sign in "-‑–&+@") or any(c.isdigit() for c in joined)
    return joined if holds and len(parts) > 1 and len(joined) <= LONGEST_CODE else ""


def _ordinary(word: str) -> str:
    """``3de``, ``3e`` and ``3rd`` are *derde*; zeros before a number say nothing."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word[0].isdigit() if word else False:
        match = _ORDINAL.fullmatch(word)
        if match and 1 <= int(match.group(1)) <= len(_ORDINALS):
            return _ORDINALS[int(match.group(1)) - 1]
    return word
