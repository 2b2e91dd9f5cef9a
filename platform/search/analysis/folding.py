"""Words as they are compared: lower case, without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that no decomposition takes apart.
_SPELLED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ı": "i"})


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """``word`` in lower case without accents; ``ß`` is ``ss``. Other signs fall out."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_SPELLED))
    return "".join(c for c in apart if c.isalnum())


def composed(text: str) -> str:
    """``text`` with every accent on its letter, as positions in it are counted."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
