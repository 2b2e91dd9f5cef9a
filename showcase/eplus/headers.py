"""The first row: which column is what, in every spelling the exports have had.

The spellings come from exports of 2017 to 2026: the project lists of Erasmus+ (KA1, KA2, KA3,
Sport, Jean Monnet), of Lifelong Learning (``External Reference``) and of Creative Europe
(``Coordinator's name``, ``Project Number``, ``Start date``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

#: What we call a column, and every spelling of it, folded (see `fold_header`).
SPELLINGS: dict[str, tuple[str, ...]] = {
    "programme": ("programme", "programme funding", "programme name", "funding programme"),
    "sub_programme": ("sub programme", "subprogramme"),
    "key_action": ("key action",),
    "action_type": ("action type", "action", "type of action"),
    "call_year": ("call year", "funding year", "year", "call for proposals year"),
    "number": (
        "project identifier",
        "project number",
        "project reference",
        "project id",
        "project code",
        "grant agreement number",
    ),
    "external_reference": ("external reference",),
    "title": ("project title", "title", "project name"),
    "topics": ("topics", "topic", "project topics"),
    "summary": (
        "project summary",
        "summary",
        "project description",
        "project summary in english",
    ),
    "status": (
        "project status",
        "project or accreditation status",
        "accreditation status",
        "status",
    ),
    "start_date": ("start date", "project start date", "start", "project start"),
    "end_date": ("end date", "project end date", "end", "project end"),
    "grant": (
        "eu grant award in euros",
        "eu grant",
        "eu grant award",
        "eu grant in euros",
        "eu grant award eur",
        "grant award in euros",
        "maximum grant amount",
    ),
    "is_good_practice": ("is good practice", "good practice"),
    "is_success_story": ("is success story", "success story"),
    "website": ("project website", "project web site", "project url"),
    "results_available": ("results available",),
    "card_url": (
        "results platform project card",
        "valor project card",
        "project card",
        "project results platform card",
        "project results platform",
    ),
    "countries": ("participating countries", "countries", "participating country"),
}

#: The six things every organisation has, and their spellings after its name.
PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "organisation name", "legal name"),
    "type": ("organisation type", "type", "type of organisation"),
    "address": ("address", "organisation address"),
    "region": ("region", "organisation region"),
    "country": ("country", "country code", "organisation country"),
    "website": ("website", "web site", "organisation website"),
}

#: How the coordinator is called, before "name", "address" …
COORDINATORS = (
    "coordinator",
    "coordinating",
    "coordinating organisation",
    "coordinator organisation",
)
PARTNERS = ("partner", "partner organisation", "participating organisation")

_NUMBERED = re.compile(rf"^(?:{'|'.join(PARTNERS)}) (\d{{1,4}}) (.+)$")
_BY_SPELLING = {spelling: key for key, all_ in SPELLINGS.items() for spelling in all_}
_PART_BY_SPELLING = {spelling: key for key, all_ in PARTS.items() for spelling in all_}


def fold_header(text: str) -> str:
    """Return ``text`` without case, accents, explanation in brackets and punctuation.

    ``Coordinator’s address`` becomes ``coordinator address``; the long remark behind
    ``EU Grant award in euros (…)`` falls away; American spelling becomes British.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\(.*", " ", plain, flags=re.DOTALL)
    plain = re.sub(r"['’`´]s\b", "", plain)
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return plain.replace("organization", "organisation")


@dataclass(frozen=True)
class Layout:
    """Where everything stands: column numbers by our own names."""

    width: int
    columns: dict[str, int]
    coordinator: dict[str, int]
    partners: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def number_column(self) -> int:
        """The column of the project's own number."""
        return self.columns.get("number", self.columns.get("external_reference", 0))

    @property
    def last_needed(self) -> int:
        """The last column that no row goes without; tools drop empty cells at the end."""
        return max([*self.columns.values(), self.coordinator.get("name", 0)])

    @property
    def recognised(self) -> int:
        """How many columns we know."""
        partners = sum(len(parts) for parts in self.partners.values())
        return len(self.columns) + len(self.coordinator) + partners

    @property
    def is_export(self) -> bool:
        """Whether this can be the first row of an export: it names projects."""
        has_number = "number" in self.columns or "external_reference" in self.columns
        return has_number and "title" in self.columns


def read_layout(header: Sequence[str]) -> Layout:
    """Return what the columns of ``header`` mean. An unknown column is left alone.

    The first of two columns with the same meaning counts.
    """
    columns: dict[str, int] = {}
    coordinator: dict[str, int] = {}
    partners: dict[int, dict[str, int]] = {}
    width = 0
    for index, cell in enumerate(header):
        folded = fold_header(cell)
        if not folded:
            continue
        width = index + 1
        if numbered := _NUMBERED.match(folded):
            if part := _PART_BY_SPELLING.get(numbered[2]):
                partners.setdefault(int(numbered[1]), {}).setdefault(part, index)
        elif part := _coordinator_part(folded):
            coordinator.setdefault(part, index)
        elif key := _BY_SPELLING.get(folded):
            columns.setdefault(key, index)
    return Layout(width, columns, coordinator, dict(sorted(partners.items())))


def _coordinator_part(folded: str) -> str | None:
    for prefix in COORDINATORS:
        if folded in COORDINATORS[2:]:
            return "name"
        if folded.startswith(f"{prefix} "):
            part = _PART_BY_SPELLING.get(folded.removeprefix(f"{prefix} "))
            if part:
                return part
    return None
