"""Texts as documents hold them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from search.analysis.terms import facet_value
from search.documents import Place, Text
from showcase.enums import ContentLanguage, Province
from showcase.finding.documents.concepts import LANGUAGES

_IN_ONE = {language: (language,) for language in LANGUAGES}


def written_in(language: str) -> tuple[str, ...]:
    """The languages to read a text in that says of itself that it is in ``language``."""
    if language in _IN_ONE:
        return _IN_ONE[language]
    return ("nl", "en") if language == ContentLanguage.OTHER else ("nl",)


def texts(*given: tuple[str, Place, tuple[str, ...]]) -> list[Text]:
    """The texts that say anything."""
    return [Text(*one) for one in given if one[0]]


def present(values: Collection[Any]) -> tuple[Any, ...]:
    """Those of ``values`` that are there."""
    return tuple(value for value in values if value)


class School(NamedTuple):
    """What documents say of a school."""

    name: str
    town: str
    province: str


#: In the order of `School`.
SCHOOL = ("name", "town", "province")


@lru_cache(maxsize=5_000)
def school_texts(school: School) -> tuple[Text, ...]:
    """Where it was: the school and its town."""
    return tuple(
        texts(
            (school.name, Place.NAME, ("nl",)),
            (school.town, Place.ASIDE, ("nl",)),
            (school.province, Place.ASIDE, ("nl",)),
        )
    )


@lru_cache(maxsize=1_000)
def province_of(province: str) -> tuple[str, ...]:
    """A province, as the value of a filter."""
    value = facet_value(province)
    if value.startswith(Province.BRUSSELS.value):
        return (Province.BRUSSELS.value,)
    return (value,) if value else ()
