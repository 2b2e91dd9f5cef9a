"""The forms under which words of four languages are kept and looked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import Stemmer

from search.analysis.dutch import dutch_stem

LANGUAGES = ("nl", "en", "fr", "de")
#: Shorter words are kept as they are.
SHORTEST = 3

_snowball = {
    "en": Stemmer.Stemmer("english", 0),
    "fr": Stemmer.Stemmer("french", 0),
    "de": Stemmer.Stemmer("german", 0),
}
_stemmers: dict[str, Callable[[str], str]] = {
    "nl": dutch_stem,
    **{language: stemmer.stemWord for language, stemmer in _snowball.items()},
}


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded ``word``; codes (anything with a digit) and short words are their own.

    A language that is none of ours is read as English: that takes a plural away and little else.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return word
    return str(_stemmers.get(language, _stemmers["en"])(word)) or word


@lru_cache(maxsize=50_000)
def stems(word: str, languages: tuple[str, ...] = LANGUAGES) -> tuple[str, ...]:
    """The different stems of ``word``, those of the first languages first."""
    return tuple(dict.fromkeys(stem(word, language) for language in languages))
