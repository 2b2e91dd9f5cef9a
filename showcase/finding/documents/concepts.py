"""Concepts as documents need them: an address, and names, own and of what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from search.documents import Place, Text

LANGUAGES = ("nl", "en", "fr", "de")
#: So far up names are read in the statement itself; no vocabulary of ours is deeper.
_STEPS = ("", "broader__", "broader__broader__")
_LABELS = [f"{step}label_{language}" for step in _STEPS for language in LANGUAGES]
Name = tuple[str, str]


class Concept(NamedTuple):
    """``names`` are pairs of a name and its language, its own first."""

    slug: str
    names: tuple[Name, ...]


def columns(path: str) -> list[str]:
    """What to read of the concept at ``path``, for `concept`."""
    return [f"{path}__{name}" for name in ("slug", *_LABELS, "broader__broader__broader")]


def concept(row: Sequence[Any], model: Any) -> Concept | None:
    """The concept of these values of a row, if there is one; ``model`` is what it is one of."""
    *said, above = row
    found = _read(tuple(said))
    if found is None or above is None:
        return found
    return Concept(found.slug, (*found.names, *named(model._default_manager.get(pk=above)).names))


@lru_cache(maxsize=5_000)
def _read(said: tuple[Any, ...]) -> Concept | None:
    slug, *labels = said
    languages = LANGUAGES * len(_STEPS)
    names = [pair for pair in zip(labels, languages, strict=True) if pair[0]]
    return Concept(slug, tuple(names)) if slug is not None else None


def named(row: Any) -> Concept:
    """The concept of a record; it comes with what it belongs to."""
    names: list[Name] = []
    current = row
    while current is not None:
        for language in LANGUAGES:
            if name := getattr(current, f"label_{language}"):
                names.append((name, language))
        current = current.broader if current.broader_id else None
    return Concept(row.slug, tuple(names))


def labels(concepts: Iterable[Concept]) -> list[Text]:
    """The names of ``concepts`` and of what they belong to, each once, in its language."""
    pairs = dict.fromkeys(chain.from_iterable(concept.names for concept in concepts))
    return [_label(name, language) for name, language in pairs]


@lru_cache(maxsize=10_000)
def _label(name: str, language: str) -> Text:
    return Text(name, Place.LABEL, (language,))


def slugs(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """The slugs of ``concepts``, each once."""
    return tuple(dict.fromkeys(concept.slug for concept in concepts))
