"""Country codes: ISO 3166-1, whatever the European file says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: The European Union writes two countries its own way.
EUROPEAN_CODES = {"EL": "GR", "UK": "GB"}


def fold(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, to compare with."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain).strip()


class CountryCodes:
    """Turns a code or an English name of a country into its ISO code.

    ``known`` maps a code of the European Union, or a name, to the ISO code.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = {fold(key): value for key, value in EUROPEAN_CODES.items()}
        self._known |= {fold(key): value.upper() for key, value in (known or {}).items()}

    def iso(self, text: str) -> str:
        """Return the ISO code, or nothing for what is no country."""
        found = self._known.get(fold(text))
        if found:
            return found
        code = text.strip().upper()
        return code if re.fullmatch(r"[A-Z]{2}", code) else ""

    def all_iso(self, text: str) -> list[str]:
        """Return the ISO codes in a list (``LI,DE,BE``), each once, in their order."""
        codes = (self.iso(part) for part in re.split(r"[,;|/\n]", text))
        return list(dict.fromkeys(code for code in codes if code))
