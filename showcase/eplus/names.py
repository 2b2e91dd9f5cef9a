"""Names of organisations, to compare with: without what says nothing."""

from __future__ import annotations

from showcase.eplus.countries import fold

#: So long is a key at most.
KEY_LENGTH = 320

_MEANINGLESS = frozenset({"vzw", "asbl", "npo", "school", "the", "de", "het", "van", "en"})


def plain_name(name: str) -> str:
    """Return ``name`` without capitals, accents and words without meaning."""
    return " ".join(word for word in fold(name).split() if word not in _MEANINGLESS)


def name_key(name: str, country: str) -> str:
    """Return what two writings of one organisation's name share, in its country.

    The order of the words does not count. Empty for a name without a word that means something.
    """
    words = sorted(set(plain_name(name).split()))
    return f"{country} {' '.join(words)}"[:KEY_LENGTH] if words else ""
