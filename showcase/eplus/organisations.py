"""Organisations of a row, and which of them are Flemish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

#: Postcodes of Brussels and of Flanders.
BRUSSELS = range(1000, 1300)
FLANDERS = (range(1500, 4000), range(8000, 10_000))
FLEMISH_AGENCY = "BE02"

_ONLY_A_POSTCODE = re.compile(r"^(?:BE?[- ]?)?(\d{4})$", re.IGNORECASE)
_A_POSTCODE = re.compile(r"(?<![\w-])(?:BE?-?)?(\d{4})(?![\w/-])", re.IGNORECASE)


@dataclass(frozen=True)
class Organisation:
    """A coordinator or partner, as the export names it; ``country`` is an ISO code."""

    name: str
    type: str = ""
    address: str = ""
    region: str = ""
    country: str = ""
    website: str = ""

    def as_dict(self) -> dict[str, str]:
        """What is kept of it."""
        return asdict(self)


def belgian_postcode(address: str) -> int | None:
    """Return the postcode in a Belgian address (``Mechelsestraat 44-46, 1000, Brussels``).

    A part between commas that is nothing but a postcode wins from a house number of four
    digits; otherwise the last number of four digits counts, which stands before the town.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", address)]
    alone = [found for part in parts if (found := _ONLY_A_POSTCODE.match(part))]
    if alone:
        return int(alone[-1][1])
    loose = _A_POSTCODE.findall(address)
    return int(loose[-1]) if loose else None


def is_flemish_organisation(organisation: Organisation) -> bool:
    """Whether it is in Belgium with a postcode of Flanders or Brussels."""
    if organisation.country != "BE":
        return False
    postcode = belgian_postcode(organisation.address)
    if postcode is None:
        return False
    return postcode in BRUSSELS or any(postcode in part for part in FLANDERS)


def is_flemish_project(number: str, organisations: Iterable[Organisation]) -> bool:
    """Whether the Flemish agency gave the number, or one of the organisations is Flemish."""
    return FLEMISH_AGENCY in number or any(map(is_flemish_organisation, organisations))
