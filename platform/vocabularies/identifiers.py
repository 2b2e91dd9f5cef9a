"""Recognising project numbers and the numbers of organisations (``data/identifiers.json``)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from vocabularies.records import Term

DATA = Path(__file__).with_name("data") / "identifiers.json"

#: Keys of patterns that are numbers of projects, not of organisations.
PROJECT_KEYS = frozenset(
    {
        "erasmus_2014_2020",
        "erasmus_2021_2027",
        "erasmus_central_2014_2020",
        "erasmus_central_2021",
        "llp",
    }
)


@cache
def identifiers() -> dict[str, Any]:
    """The whole file: patterns, national agencies, action types, export values."""
    read: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return read


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["key"], re.compile(row["pattern"])) for row in identifiers()["identifiers"])


_DASHES = re.compile(r"\s*[-‐‑‒–—―−]\s*")


def normalise_number(text: str) -> str:
    """Return a project number as the platform writes it.

    Capitals, plain hyphens, no spaces: what somebody typed from paper or pasted from a mail
    finds its project. ``2019 1 be02 ka229 051616`` works too.
    """
    number = _DASHES.sub("-", text.strip().strip("\"'.,;:()[]").upper())
    if " " in number and "-" not in number:
        return re.sub(r"\s+", "-", number)
    return re.sub(r"\s+", "", number)


def recognise(number: str) -> str | None:
    """The key of the pattern that a normalised project number fits, or nothing."""
    for key, pattern in _patterns():
        if key in PROJECT_KEYS and pattern.match(number):
            return key
    return None


def fits_programme(number: str, programme: Term | None) -> bool:
    """Whether a normalised number fits the pattern of its programme.

    A programme without a pattern gives numbers of its own: anything fits.
    """
    if programme is None:
        return recognise(number) is not None
    pattern = programme.extra.get("number_pattern", "")
    return not pattern or re.match(pattern, number) is not None
