"""What a forum must say before it opens: who organises it, and its promise box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from forums.pages import Forum


@dataclass(frozen=True)
class Missing:
    """Something that a forum must still say: in which field, and what to do."""

    field: str
    words: str


class NotReadyToOpenError(Exception):
    """A forum lacks what an open one must say: ``missing`` names everything."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(" ".join(one.words for one in missing))


def missing_of(forum: Forum) -> list[Missing]:
    """Everything that ``forum`` lacks to be open, as it stands."""
    names = ("feeds", "influence", "hears_how", "nobody_promised", "answer_term_days")
    values = {name: getattr(forum, name) for name in names}
    values |= {name: list(getattr(forum, name).all()) for name in ("organisers", "promised_by")}
    return missing_to_open(values)


def missing_to_open(values: Mapping[str, Any]) -> list[Missing]:
    """Everything that these fields of a forum lack to be open, in the order of the form."""
    demands = {
        "organisers": _("Kies wie het forum organiseert."),
        "feeds": _("Zeg welke beslissing dit overleg mee voorbereidt."),
        "influence": _("Kies hoe zwaar het overleg weegt."),
        "hears_how": _("Zeg hoe deelnemers het antwoord te horen krijgen."),
    }
    found = [Missing(name, words) for name, words in demands.items() if not values[name]]
    return found + _missing_promise(values)


def _missing_promise(values: Mapping[str, Any]) -> list[Missing]:
    if values["nobody_promised"]:
        return []
    if not values["promised_by"]:
        words = _("Kies wie een antwoord toezegde, of vink aan dat niemand dat deed.")
        return [Missing("promised_by", words)]
    if values["answer_term_days"] is None:
        return [Missing("answer_term_days", _("Zeg binnen hoeveel dagen ze antwoorden."))]
    return []
