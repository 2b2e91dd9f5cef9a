"""What a program for sheets takes for a formula: what somebody typed must compute nothing."""

from __future__ import annotations

#: What a formula begins with, in one program or another; spaces before it do not count.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
#: Before it, every program takes the cell for words.
AS_WORDS = "'"


def begins_as_formula(text: str) -> bool:
    """Whether some program takes a cell with ``text`` for a formula."""
    return text.replace("\x00", "").lstrip(" ").startswith(STARTS)


def as_words(text: str) -> str:
    """``text`` as it may stand in a CSV, where a cell has no kind: a formula becomes words."""
    return f"{AS_WORDS}{text}" if begins_as_formula(text) else text
