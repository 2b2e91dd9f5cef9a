"""Words that mean the same: from the names of concepts, and from the list that moderators keep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.analysis.stems import LANGUAGES, stem, stems
from search.analysis.stopwords import says_something
from search.analysis.tokens import words_in

LONGEST_SPAN = 6
#: One name for each language, in the order of `LANGUAGES`; empty where there is none.
Names = tuple[str, ...]
#: Words as people read them, and the languages they may be in.
Expression = tuple[str, tuple[str, ...]]
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
#: Where the names of a concept with two sides part: *Inclusie en gelijke kansen*.
_SIDES = re.compile(r",|/|;|\b(?:en|and|et|und)\b")
_ABBREVIATION = re.compile(r"[A-Z0-9]{2,}[a-z]?|[a-z]{3,4}")


class Meaning(NamedTuple):
    """Another way to say it: the forms of each word, and how people read it."""

    words: tuple[tuple[str, ...], ...]
    said: str


class Synonyms:
    """Finds what else something may be called.

    ``groups`` are lists of expressions, each with the languages it may be in.
    """

    def __init__(self, groups: Iterable[Sequence[Expression]]) -> None:
        self._groups: list[list[tuple[tuple[str, ...], Meaning]]] = []
        self._known: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for group in groups:
            expressions = [found for said, langs in group for found in _read(said, langs)]
            if len({key for key, _meaning in expressions}) > 1:
                for key, _meaning in expressions:
                    self._known[key].add(len(self._groups))
                self._groups.append(expressions)

    def of(self, written: Sequence[str]) -> list[Meaning]:
        """What else the words of ``written`` together may be called."""
        words = words_in(" ".join(written))
        if not any(says_something(word, LANGUAGES[0]) for word in words):
            # To a French ear *wat* is a form of *water*.
            return []
        keys = {tuple(stem(word, language) for word in words) for language in LANGUAGES}
        keys &= self._known.keys()
        groups = sorted({group for key in keys for group in self._known[key]})
        found: dict[tuple[tuple[str, ...], ...], Meaning] = {}
        for group in groups:
            for key, meaning in self._groups[group]:
                if key not in keys:
                    found.setdefault(meaning.words, meaning)
        return list(found.values())


def _read(said: str, languages: tuple[str, ...]) -> list[tuple[tuple[str, ...], Meaning]]:
    words = words_in(said)
    if not words or len(words) > LONGEST_SPAN:
        return []
    telling = [word for word in words if any(says_something(word, lang) for lang in languages)]
    if not telling:
        return []
    meaning = Meaning(tuple(stems(word, languages) for word in telling), said.strip())
    keys = {tuple(stem(word, language) for word in words) for language in languages}
    return [(key, meaning) for key in sorted(keys)]


@lru_cache(maxsize=4)
def synonyms_from(concepts: tuple[Names, ...], kept: tuple[tuple[str, ...], ...]) -> Synonyms:
    """The synonyms in names of ``concepts`` and in the lists ``kept`` by moderators."""
    groups: list[list[Expression]] = []
    for names in concepts:
        groups += _groups_of(dict(zip(LANGUAGES, names, strict=False)))
    groups += [[(said, LANGUAGES) for said in listed] for listed in kept]
    return Synonyms(groups)


def _groups_of(names: Mapping[str, str]) -> list[list[Expression]]:
    """The whole names, their abbreviations in brackets, and their sides where these agree."""
    bare = {
        language: _IN_BRACKETS.sub("", name).strip() for language, name in names.items() if name
    }
    whole: list[Expression] = [(name, (language,)) for language, name in bare.items()]
    for language, name in names.items():
        whole += [
            (short, (language,))
            for short in _IN_BRACKETS.findall(name)
            if _ABBREVIATION.fullmatch(short)
        ]
    groups: list[list[Expression]] = [whole]
    sides = {
        language: [side.strip() for side in _SIDES.split(name) if side.strip()]
        for language, name in bare.items()
    }
    how_many = {len(parts) for parts in sides.values()}
    if len(sides) > 1 and len(how_many) == 1 and how_many != {1}:
        for side in range(how_many.pop()):
            groups.append([(parts[side], (language,)) for language, parts in sides.items()])
    return groups
