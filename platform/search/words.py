"""Words as somebody types them: split in words, ``"phrases"`` and what must not be there."""

from __future__ import annotations

import re

_EDGES = " \t\r\n\"'“”‘’«».,;:!?()[]{}"
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PIECE = re.compile(r'(-?)"([^"]*)"|(\S+)')


def printable(text: str) -> str:
    """``text`` with a space for what no page and no database can show."""
    return "".join(c if c.isprintable() else " " for c in text)


def split_words(text: str) -> list[str]:
    """The different words of ``text``, in their order, without punctuation around them.

    Words between quotes stay together, with their quotes; a ``-`` before a word or quote stays.
    """
    found: dict[str, None] = {}
    for match in _PIECE.finditer(printable(text).translate(_QUOTES)):
        minus, phrase, word = match.groups()
        if phrase is not None:
            piece = f'{minus}"{" ".join(phrase.split())}"'
        else:
            piece = word.strip(_EDGES)
            piece = f"-{piece.strip(_EDGES + '-')}" if piece.startswith("-") else piece
        if any(c.isalnum() for c in piece):
            found[piece] = None
    return list(found)
