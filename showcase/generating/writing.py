"""Words of schools that do not exist: phrases with slots, filled by chance and vocabularies."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

PHRASES = Path(__file__).parent / "phrases"
#: Most content is Dutch, as it is on the site.
LANGUAGES = ("nl", "en", "fr", "de")
SHARES = (76, 14, 6, 4)
_SLOT = re.compile(r"\{(\w+)\}")
#: Which list fills a slot that the project itself does not.
_LISTS = {
    "act": "acts",
    "tool": "tools",
    "subject": "subjects",
    "group": "groups",
    "place": "places",
    "place2": "places",
}


@cache
def phrases(language: str) -> dict[str, list[str]]:
    """The phrases of a language, by what they are for."""
    path = PHRASES / f"{language}.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


class Writer:
    """Writes in one language about one project: the same ``random`` gives the same words.

    ``topic``, ``level`` and ``country`` are what the project is about, in that language.
    """

    def __init__(
        self, random: Random, language: str, *, topic: str, level: str, country: str
    ) -> None:
        self.random = random
        self.language = language
        self._lists = phrases(language)
        self._own = {"topic": lowered(topic), "level": lowered(level), "country": country}

    def one(self, name: str, most: int = 300) -> str:
        """A phrase of list ``name``, of at most ``most`` signs."""
        return self._filled(self.random.choice(self._lists[name]))[:most]

    def some(self, name: str, count: int) -> str:
        """``count`` different phrases of list ``name``, in the order of the list."""
        listed = self._lists[name]
        places = sorted(self.random.sample(range(len(listed)), min(count, len(listed))))
        return " ".join(self._filled(listed[place]) for place in places)

    def _filled(self, phrase: str) -> str:
        text = _SLOT.sub(self._slot, phrase)
        return text[0].upper() + text[1:]

    def _slot(self, match: re.Match[str]) -> str:
        name = match[1]
        value = self._value(name.lower())
        return value[0].upper() + value[1:] if name[0].isupper() else value

    def _value(self, name: str) -> str:
        if name in self._own:
            return self._own[name]
        if name in _LISTS:
            return self.random.choice(self._lists[_LISTS[name]])
        least, most = {"partners": (2, 6), "months": (12, 36)}.get(name, (4, 240))
        return str(self.random.randint(least, most))


def lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def chosen_language(random: Random) -> Any:
    """A language, as often as it occurs."""
    return random.choices(LANGUAGES, SHARES)[0]
