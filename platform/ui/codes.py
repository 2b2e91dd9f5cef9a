"""The words for codes that the log and the jobs keep.

Codes are stable English, people read Dutch. A package registers the words of its own from its
``ready()``: of verbs, of the names of details, of states.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

_words: dict[str, Any] = {}


def register(words: Mapping[str, Any]) -> None:
    """Read each code as its word from now on."""
    _words.update(words)


def in_words(code: Any) -> str:
    """The word for ``code``; what has none is shown as it is."""
    if isinstance(code, bool):
        return _("ja") if code else _("nee")
    if isinstance(code, list):
        return ", ".join(in_words(one) for one in code)
    return str(_words.get(code, code))


def pairs_in_words(found: Mapping[str, Any]) -> str:
    """Names and values as ``naam: waarde``; a dash when there are none."""
    pairs = sorted((in_words(name), in_words(value)) for name, value in found.items())
    return ", ".join(f"{name}: {value}" for name, value in pairs) or "–"


def choices(codes: Any) -> list[tuple[str, str]]:
    """``codes`` with their words, by word: for a list to choose from."""
    return sorted(((code, in_words(code)) for code in codes), key=lambda pair: pair[1])
