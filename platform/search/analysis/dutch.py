"""Dutch words brought to one form: Snowball's rules, mended where they join what is apart.

Snowball takes every ``ge`` out of a word, so that *begeleiding* would be *beleid* and *gezond* the
sun; strong verbs it does not know. A list of irregular forms and the forms of common verbs go
first, and ``ge`` is kept everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import Stemmer

DATA = Path(__file__).with_name("data")
_VOWELS = "aeiouy"
#: What stays on when a word ends in ``s``: *taalgrens*, *gelijke kans*.
_ENDS_IN_S = ("grens", "kans", "mens", "toets", "wens", "dans", "plaats", "prijs", "onderwijs")
#: What may stand apart from its verb (*telt … mee*), by what it is where it stands alone: hardly
#: anything but a part of a verb; that, or a word of its own; where it is not last, a preposition.
HALVES = ("mee", "terug")
OFTEN_HALVES = ("af", "samen", "toe", "weg")
HALVES_AT_THE_END = ("aan", "bij", "door", "in", "na", "om", "op", "over", "uit", "voor")
_SEPARABLE = (
    *HALVES,
    *OFTEN_HALVES,
    *HALVES_AT_THE_END,
    *("deel", "los", "onder", "tegen", "thuis", "vast"),
)
_INSEPARABLE = ("be", "ver", "ont", "her", "onder", "over", "voor")
#: Irregular verbs that make others.
_WITH_PREFIXES = (
    *("schrijven", "spreken", "geven", "nemen", "zoeken", "gaan", "staan", "zien", "vinden"),
    *("houden", "helpen", "blijven", "krijgen", "kijken", "rijden", "dragen", "lopen", "komen"),
    *("trekken", "sluiten", "bieden", "denken", "brengen", "kiezen"),
)
#: A voiceless last consonant takes ``te`` and ``t``: *'t kofschip*.
_VOICELESS = frozenset("tkfschpx")
_KEPT = "\u0121"
_snowball = Stemmer.Stemmer("dutch", 0)


def dutch_stem(word: str) -> str:
    """The form under which a folded Dutch ``word`` and its inflections are one."""
    known = irregular().get(word)
    if known is not None:
        return known
    for ending, form in _endings():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + form
    return _by_rule(word)


def _by_rule(word: str) -> str:
    word = re.sub(r"zame[rn]?$", "zaam", word)
    word = re.sub(r"ese[rn]?$", "ees", word)
    word = re.sub(r"(?<=[a-z]{4})(?:ele|eel)$", "eel", word)
    word = re.sub(r"ia(?:a?le|len|al)$", "iaal", word)
    word = re.sub(r"(?<=[a-z]{2}[ts])oren$", "or", word)
    if len(word) > 6 and not word.endswith(_WEAK_FORMS):
        for pattern in _FOREIGN_VERBS:
            if verb := pattern.fullmatch(word):
                return verb[1] + ("eer" if verb[2] == "er" else verb[2])
    if word.endswith("s") and (_syllables(word) == 1 or word.endswith(_ENDS_IN_S)):
        return word
    # At the end, ``ge`` is of an ending: *meertalige*, *leerlingen*.
    front, end = word[:-4], word[-4:]
    shielded = front.replace("ge", f"{_KEPT}e") if front else ""
    if front.endswith("g") and end.startswith("e"):
        shielded = shielded[:-1] + _KEPT
    stem = str(_snowball.stemWord(shielded + end)).replace(_KEPT, "g")
    return stem if len(stem) > 1 else word


@cache
def irregular() -> dict[str, str]:
    """Every irregular form, and every form of a common verb, with what it is brought to."""
    forms: dict[str, str] = {}
    for verb in words_of("verbs_nl.txt"):
        stem = _verb_stem(verb)
        for form in _forms(verb, stem):
            forms.setdefault(form, stem)
    for line in _lines("irregular_nl.txt"):
        word, *others = line.split()
        stem = _verb_stem(word) if word.endswith("en") and others else word
        forms |= dict.fromkeys((word, *others), stem)
        forms[stem] = stem
    for verb, *others in map(str.split, _lines("irregular_nl.txt")):
        if verb in _WITH_PREFIXES:
            for form, whole in _prefixed(verb, others):
                forms.setdefault(form, whole)
    return forms


def _prefixed(verb: str, forms: list[str]) -> Iterator[tuple[str, str]]:
    """The forms of *bezoeken* and *opzoeken* from those of *zoeken*."""
    for prefix in (*_INSEPARABLE, *_SEPARABLE):
        stem = _verb_stem(prefix + verb)
        yield prefix + verb, stem
        yield stem, stem
        for form in forms:
            bare = form.removeprefix("ge") if prefix in _INSEPARABLE else form
            yield prefix + bare, stem


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Irregular plurals that also end compounds, as *hoofdsteden* and *kleuterkinderen*."""
    nouns = ("steden", "leden", "kinderen", "musea", "centra", "grenzen", "scholen", "dagen")
    return tuple((noun, irregular().get(noun) or _by_rule(noun)) for noun in nouns)


def _forms(verb: str, stem: str) -> set[str]:
    past = "te" if verb[-3] in _VOICELESS else "de"
    end = past[0]
    present = stem if stem.endswith("t") else f"{stem}t"
    participle = stem if stem.endswith(end) else stem + end
    forms = {verb, stem, present, stem + past, f"{stem}{past}n", f"{verb}d", f"{verb}de"}
    forms |= {participle, f"{participle}e", f"{verb[:-2]}ing", f"{verb[:-2]}ingen"}
    if not verb.startswith(("be", "er", "her", "ont", "ver", "ge")):
        prefix = next((p for p in _SEPARABLE if verb.startswith(p) and len(verb) > len(p) + 4), "")
        bare = participle[len(prefix) :]
        forms |= {f"{prefix}ge{bare}", f"{prefix}ge{bare}e"}
    return forms


def _verb_stem(infinitive: str) -> str:
    """*leren* is ``leer``, *werken* ``werk``, *zetten* ``zet``, *reizen* ``reis``."""
    if not infinitive.endswith("en"):
        return infinitive
    stem = infinitive[:-2]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem[:-1]
    if _has_long_vowel(stem):
        stem = f"{stem[:-1]}{stem[-2]}{stem[-1]}"
    return {"v": stem[:-1] + "f", "z": stem[:-1] + "s"}.get(stem[-1], stem)


def _has_long_vowel(stem: str) -> bool:
    """Whether the last vowel, written once in an open syllable, is long: *leren*, not *oefenen*."""
    if len(stem) < 3 or stem[-1] in _VOWELS or stem[-2] not in "aeou":
        return False
    if stem[-3] in _VOWELS:
        return stem.endswith("uer")
    if stem[-2:] == "er" and _syllables(stem) > 1:
        return not f"{stem}en".endswith(_WEAK_FORMS)
    if stem[-2:] in {"el", "en"} and _syllables(stem) > 1:
        return stem in {"verdel", "verlen", "indel", "uitdel", "meedel", "uitlen"}
    return True


#: Verbs on ``-eren`` that do not bear the stress there.
_WEAK = (
    *("verander", "verbeter", "verminder", "bevorder", "vorder", "luister", "lever", "vergader"),
    *("herinner", "hinder", "wander", "vereenvoudiger", "kinder", "jonger", "volwasser", "ander"),
    *("leer", "ouder", "liederer", "volker", "zuiver", "weiger", "schilder", "verzeker"),
    *("verover", "vermeerder", "bewonder", "verhelder", "keer", "offer", "cijfer"),
)
_WEAK_FORMS = tuple(f"{root}{end}" for root in _WEAK for end in ("en", "ing", "ingen"))
_FOREIGN_VERBS = (
    re.compile(r"(?:ge)?(.{2,})(eer)(?:t|de|den|d|der|ders)"),
    re.compile(r"(?:ge)?(.{1,}?)(ier)(?:en|ing|ingen|t|de|d)"),
    re.compile(r"(.{2,})(er)(?:en|ing|ingen)"),
)


def _syllables(word: str) -> int:
    return len(re.findall(f"[{_VOWELS}]+", word))


def words_of(name: str) -> list[str]:
    """The words of one of the lists beside this module."""
    return [word for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
