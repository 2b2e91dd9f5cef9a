"""Words that say nothing by themselves."""

from __future__ import annotations

from functools import cache

from search.analysis.dutch import DATA


@cache
def stopwords(language: str) -> frozenset[str]:
    """The stopwords of one language, folded."""
    return _lists().get(language, frozenset())


def says_something(word: str, language: str) -> bool:
    """Whether a folded ``word`` counts in a text in ``language``."""
    return word not in stopwords(language)


@cache
def _lists() -> dict[str, frozenset[str]]:
    lines = (DATA / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {language: frozenset(words) for language, *words in rows}


@cache
def _of_other_languages() -> frozenset[str]:
    return stopwords("en") | stopwords("fr") | stopwords("de")


def only_asks(word: str) -> bool:
    """Whether ``word`` belongs to asking rather than to what is asked, as *how do we get …*."""
    return word in stopwords("asking")


def names_a_kind(word: str) -> bool:
    """Whether ``word`` only says what kind of thing a reference is of, as *conclusie 2026-0001*."""
    return word in stopwords("kind")


def may_be_filler(word: str) -> bool:
    """Whether ``word`` says nothing in a language other than Dutch, such as *les* and *an*."""
    return word in _of_other_languages()
