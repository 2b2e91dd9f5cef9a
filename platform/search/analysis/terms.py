"""A document as terms, each with how much the document is about it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from search.analysis.compounds import Lexicon
from search.analysis.folding import folded
from search.analysis.stems import stem
from search.analysis.stopwords import says_something
from search.analysis.tokens import read, words_in, written_in
from search.documents import Place, SearchDocument, Text

#: A change here, or in any rule of this package, asks for a rebuild.
ANALYSIS = 3

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
#: A text of so many letters may be a name that many documents bear.
SHORT = 80
#: Between two texts, so that no phrase runs from one into the next.
BREAK = "|"


class Terms(NamedTuple):
    """What the index keeps of a document.

    ``leveled`` are terms with their level (``lees·5``), ``stream`` all words in their order, for
    phrases; ``words`` those that a typing error may be corrected to.
    """

    leveled: frozenset[str]
    stream: str
    words: frozenset[str]


def terms_of(document: SearchDocument, lexicon: Lexicon) -> Terms:
    """The terms of ``document``. Compounds are split by ``lexicon`` and by its own words."""
    wholes: dict[float, list[str]] = {}
    parts: dict[float, list[str]] = {}
    said: set[str] = set()
    streams = []
    for words, place, languages in _texts(document):
        analysed = _analysed_again if len(words) <= SHORT else _analysed
        found = analysed(words, languages, lexicon)
        long = max(found.length / place.usual_length, 1.0)
        weight = place.weight / (1 - LENGTH + LENGTH * long)
        wholes.setdefault(weight, []).extend(found.wholes)
        parts.setdefault(weight * PART, []).extend(found.parts)
        streams.append(found.run)
        said.update(found.words)
    kept = [term + _whole_level[weight] for term, weight in _summed(wholes).items()]
    kept += [term + _part_level[weight] for term, weight in _summed(parts).items()]
    return Terms(frozenset(kept), f" {f' {BREAK} '.join(streams)} ", frozenset(said))


def _summed(by_weight: Mapping[float, Iterable[str]]) -> dict[str, float]:
    """How much each term weighs, of those that count so much each time."""
    found: dict[str, float] = {}
    for weight, terms in by_weight.items():
        for term, times in Counter(terms).items():
            found[term] = found.get(term, 0.0) + weight * times
    return found


class _Said(NamedTuple):
    """What is written: how many words, its terms as often as they are said, the words in a row.

    ``parts`` are terms of the parts of compounds, ``words`` what an error may be corrected to.
    """

    length: int
    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    run: str = ""
    words: tuple[str, ...] = ()


def _analysed(words: str, languages: tuple[str, ...], lexicon: Lexicon) -> _Said:
    known = _pieces(languages, lexicon)
    # No word goes on behind a space.
    return _together([known[piece] for piece in words.split()])


def _together(said: Sequence[_Said]) -> _Said:
    if not said:
        return _Said(0)
    lengths, wholes, parts, runs, words = zip(*said, strict=True)
    return _Said(
        sum(lengths),
        tuple(chain.from_iterable(wholes)),
        tuple(chain.from_iterable(parts)),
        " ".join(filter(None, runs)),
        tuple(chain.from_iterable(words)),
    )


#: Names of concepts, schools and countries: most texts of a document stand in thousands of others.
_analysed_again = lru_cache(maxsize=20_000)(_analysed)


def leveled(term: str, sign: str = WHOLE_SIGN) -> list[str]:
    """``term`` at every level, the lowest first."""
    return [f"{term}{sign}{level}" for level in LEVELS]


def _texts(document: SearchDocument) -> Iterator[Text]:
    # Titles and names are in any language, whatever the rest is written in.
    yield Text(document.title, Place.TITLE, ("nl", "en"))
    yield from document.texts
    for code in document.codes:
        yield Text(code, Place.NAME)


class _Pieces(dict[str, _Said]):
    """What stands between two spaces, in some languages: thought about once."""

    def __init__(self, languages: tuple[str, ...], lexicon: Lexicon) -> None:
        self.languages = languages
        self.lexicon = lexicon

    def __missing__(self, piece: str) -> _Said:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        said = [_said(written, self.languages, self.lexicon) for written in written_in(piece)]
        found = _together(said)
        if len(piece) <= LONGEST_PIECE:
            self[piece] = found
        return found


#: So much is remembered of one language, none of it longer; then all is thought about anew.
MOST_REMEMBERED, LONGEST_PIECE = 50_000, 60
_pieces = lru_cache(maxsize=16)(_Pieces)


def _said(written: str, languages: tuple[str, ...], lexicon: Lexicon) -> _Said:
    word = read(written)
    wholes = {
        stem(part, language)
        for part in word.parts
        for language in languages
        if says_something(part, language)
    }
    compounds = word.parts
    if word.whole:
        wholes |= {stem(word.whole, language) for language in languages}
        compounds = (*word.parts, word.whole)
    return _Said(
        1,
        tuple(wholes),
        tuple(_parts(compounds, languages, lexicon)),
        " ".join(word.parts),
        tuple(part for part in word.parts if len(part) > 3 and part.isalpha()),
    )


def _parts(words: tuple[str, ...], languages: tuple[str, ...], lexicon: Lexicon) -> frozenset[str]:
    if "nl" not in languages:
        return frozenset()
    return frozenset(stem(part, "nl") for word in words for part in lexicon.split(word))


class _Levels(dict[float, str]):
    """What is set behind a term of some weight: its sign and its level."""

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def __missing__(self, weight: float) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        level = bisect(_LEVELS, weight / (SATURATION + weight))
        found = self[weight] = f"{self.sign}{level}"
        return found


_whole_level, _part_level = _Levels(WHOLE_SIGN), _Levels(PART_SIGN)


def phrase(text: str) -> str:
    """``text`` as it stands in a stream, with a space on both sides."""
    return f" {' '.join(words_in(text))} "


def facet_value(text: str) -> str:
    """``text`` as the value of a facet: folded, without spaces."""
    return "-".join(folded(part) for part in text.split())
