"""What changed in a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Texts that share less than this are two texts: word by word nobody could read them.
ALIKE = 0.4
WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True)
class Piece:
    """Words that stayed, that are gone, or that are new."""

    kind: str
    words: str


def pieces(was: str, words: str) -> list[Piece]:
    """The words of both texts in one reading; nothing for texts that are hardly the same."""
    old, new = WORD.findall(was), WORD.findall(words)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return []
    found = []
    for _tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, put = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if gone == put:
            found.append(Piece("same", put))
            continue
        found += [Piece(kind, text) for kind, text in (("gone", gone), ("new", put)) if text]
    return found
