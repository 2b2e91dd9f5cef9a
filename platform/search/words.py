"""Words: splitting, matching whatever their case and accents, and marking them in a text."""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: A letter and how it may be written, in lower case.
_WRITTEN = {
    "a": "aàáâãäå",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôõö",
    "u": "uùúûü",
    "y": "yýÿ",
}
_EDGES = " \t\r\n\"'“”‘’«».,;:!?()[]{}"


def printable(text: str) -> str:
    """``text`` with a space for what no page and no database can show."""
    return "".join(c if c.isprintable() else " " for c in text)


def split_words(text: str) -> list[str]:
    """The different words of ``text``, in their order, without punctuation around them."""
    stripped = (word.strip(_EDGES) for word in printable(text).split())
    return list(dict.fromkeys(word for word in stripped if word))


def fold(text: str) -> str:
    """``text`` in lower case without accents; exactly as long as ``text``."""
    return "".join(_folded(c) for c in text)


def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def pattern(word: str) -> str:
    """A regular expression for ``word`` with any accents; to be matched without regard to case.

    Every character stands for itself or for the ways to write it; SQLite's (Python's) and
    PostgreSQL's expressions read it the same.
    """
    return "".join(_class(c) for c in fold(word))


def _class(character: str) -> str:
    if character in _WRITTEN:
        written = _WRITTEN[character]
        return f"[{written}{written.upper()}]"
    if character.isalnum():
        return character
    return f"\\{character}" if character.isascii() else character


def marked(text: str, words: tuple[str, ...]) -> SafeString:
    """``text`` as HTML with every occurrence of ``words`` in ``mark``; everything else escaped."""
    pieces: list[str] = []
    done = 0
    for start, end in _spans(text, words):
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    pieces.append(escape(text[done:]))
    return mark_safe("".join(pieces))  # noqa: S308  (every piece was escaped)


def excerpt(text: str, words: tuple[str, ...], width: int = 260) -> SafeString:
    """A stretch of ``text`` of about ``width`` characters around the first of ``words``, marked."""
    spans = _spans(text, words)
    start = max(0, spans[0][0] - width // 3) if spans and spans[0][1] > width else 0
    if start:
        start = text.find(" ", start) + 1
    end = len(text)
    if end - start > width:
        end = max(text.rfind(" ", start, start + width), start + width // 2)
    cut = text[start:end].rstrip(" ,;:")
    before, after = "…\u00a0" if start else "", "\u00a0…" if end < len(text) else ""
    return mark_safe(f"{before}{marked(cut, words)}{after}")  # noqa: S308  (marked escapes)


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``text``, in order, overlapping ones joined."""
    if not words:
        return []
    either = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
    joined: list[tuple[int, int]] = []
    for match in re.finditer(either, fold(text)):
        if joined and match.start() <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], match.end()))
        else:
            joined.append((match.start(), match.end()))
    return joined
