"""Project numbers: forgiving when read, exact when kept."""

from __future__ import annotations

import re

from vocabularies.identifiers import recognise

MAX_LENGTH = 64

_ACTION = re.compile(r"-KA(\d{3})(?:-([A-Z]{3}))?-")
_YEAR = re.compile(r"(?:^|-)(20[0-3]\d)-[1-3]-[A-Z]{2}")
_NUMBER_AT_ALL = re.compile(r"^(?=(?:.*\d){4})[A-Z0-9][A-Z0-9_./:-]{4,}$")


def is_number(number: str) -> bool:
    """Whether this can be a project's number at all; a known pattern is not needed."""
    return len(number) <= MAX_LENGTH and bool(_NUMBER_AT_ALL.match(number))


def kind_of_number(number: str) -> str | None:
    """The period and kind a number belongs to, or None for a pattern nobody knows."""
    return recognise(number)


def action_of(number: str) -> tuple[str, str]:
    """Key action code and field in a number: ``("KA210", "SCH")``; empty when it has none."""
    found = _ACTION.search(number)
    return (f"KA{found[1]}", found[2] or "") if found else ("", "")


def year_of(number: str) -> int | None:
    """The call year in a number."""
    found = _YEAR.search(number)
    return int(found[1]) if found else None
