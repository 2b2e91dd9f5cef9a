"""A document as terms, each with how much the document is about it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.analysis.compounds import Lexicon
from search.analysis.folding import folded
from search.analysis.stems import stem
from search.analysis.stopwords import says_something
from search.analysis.tokens import read, words_in, written_in
from search.documents import Place, SearchDocument, Text

#: A change here, or in any rule of this package, asks for a rebuild.
ANALYSIS = 1

#: How soon a word that is said again adds nothing (BM25's k1), and how much length counts (b).
SATURATION = 1.2
LENGTH = 0.4
#: What a part of a compound weighs beside a whole word.
PART = 0.5
#: How much a document is about a term, from 0 to 7: where each level begins, and what it is worth.
_LEVELS = (0.30, 0.45, 0.58, 0.68, 0.77, 0.85, 0.91)
WORTH = (0.22, 0.38, 0.52, 0.63, 0.73, 0.81, 0.88, 0.94)
LEVELS = range(len(WORTH))
#: Between a term and its level; one sign for words, one for parts of compounds.
WHOLE_SIGN, PART_SIGN = "·", "÷"
#: Between two texts, so that no phrase runs from one into the next.
BREAK = "|"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the index keeps of a document.

    ``leveled`` are terms with their level (``lees·5``), ``stream`` all words in their order, for
    phrases; ``words`` those that a typing error may be corrected to.
    """

    leveled: frozenset[str]
    stream: str
    words: frozenset[str]


def terms_of(document: SearchDocument, lexicon: Lexicon) -> Terms:
    """The terms of ``document``. Compounds are split by ``lexicon`` and by its own words."""
    whole: dict[str, float] = defaultdict(float)
    parts: dict[str, float] = defaultdict(float)
    said: set[str] = set()
    streams = []
    for text in _texts(document):
        found = written_in(text.words)
        long = max(len(found) / text.place.usual_length, 1.0)
        weight = text.place.weight / (1 - LENGTH + LENGTH * long)
        for written, times in Counter(found).items():
            wholes, split = _said(written, text.languages, lexicon)
            for term in wholes:
                whole[term] += weight * times
            for term in split:
                parts[term] += weight * times * PART
        run = [part for written in found for part in read(written).parts]
        streams.append(" ".join(run))
        said.update(run)
    kept = {f"{term}{WHOLE_SIGN}{_level(weight)}" for term, weight in whole.items()}
    kept |= {f"{term}{PART_SIGN}{_level(weight)}" for term, weight in parts.items()}
    words = frozenset(word for word in said if len(word) > 3 and word.isalpha())
    return Terms(frozenset(kept), f" {f' {BREAK} '.join(streams)} ", words)


def leveled(term: str, sign: str = WHOLE_SIGN) -> list[str]:
    """``term`` at every level, the lowest first."""
    return [f"{term}{sign}{level}" for level in LEVELS]


def _texts(document: SearchDocument) -> Iterator[Text]:
    # Titles and names are in any language, whatever the rest is written in.
    yield Text(document.title, Place.TITLE, ("nl", "en"))
    yield from document.texts
    for code in document.codes:
        yield Text(code, Place.NAME)


@lru_cache(maxsize=200_000)
def _said(
    written: str, languages: tuple[str, ...], lexicon: Lexicon
) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of what is written, and those of the parts of its compounds."""
    word = read(written)
    wholes = {
        stem(part, language)
        for part in word.parts
        for language in languages
        if says_something(part, language)
    }
    if not word.whole:
        return frozenset(wholes), _parts(word.parts, languages, lexicon)
    wholes |= {stem(word.whole, language) for language in languages}
    return frozenset(wholes), _parts((*word.parts, word.whole), languages, lexicon)


def _parts(words: tuple[str, ...], languages: tuple[str, ...], lexicon: Lexicon) -> frozenset[str]:
    if "nl" not in languages:
        return frozenset()
    return frozenset(stem(part, "nl") for word in words for part in lexicon.split(word))


def _level(weight: float) -> int:
    return bisect(_LEVELS, weight / (SATURATION + weight))


def phrase(text: str) -> str:
    """``text`` as it stands in a stream, with a space on both sides."""
    return f" {' '.join(words_in(text))} "


def facet_value(text: str) -> str:
    """``text`` as the value of a facet: folded, without spaces."""
    return "-".join(folded(part) for part in text.split())
