"""Words that somebody typed in a box with room for so many characters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_typed(words: str) -> str:
    """``words`` as they are kept: every end of a line is one character, as it is on the screen.

    A browser sends two. What no keyboard types and no XML holds is left out.
    """
    return _UNTYPED.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def whole_number(text: str) -> int:
    """A number from a hidden field, which anybody can change; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def version_seen(typed: Mapping[str, str] | None, shown: int | None) -> int | None:
    """The version over which ``typed`` was written, by its hidden ``started_from``; of a page on
    which nothing was typed, the one that is ``shown`` now.

    What was refused, or waited for its writer to sign in again, keeps the version that its writer
    saw: with a newer one the mended text would go over that of a colleague.
    """
    return whole_number(typed.get("started_from", "")) or None if typed else shown


def in_one_line(words: str) -> str:
    """``words`` for a field of one line, whatever was sent."""
    return " ".join(as_typed(words).split())


def fitting(words: str, most: int) -> str:
    """``words`` without the space around them, if they fit in ``most`` characters.

    The end of a line counts once, as it does in the browser that counted along.

    Raises:
        ValidationError: they are longer; nothing is ever cut.
    """
    words = as_typed(words).strip()
    over = len(words) - most
    if over > 0:
        said = _("Dit is {count} tekens te lang. Kort het in tot {most} tekens.")
        raise ValidationError(said.format(count=over, most=most))
    return words


def too_long(words: str, most: int) -> str:
    """What is wrong with ``words`` if they do not fit, in words; else nothing."""
    try:
        fitting(words, most)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def mark_of_words(words: str) -> str:
    """What names these exact words, whatever a browser does with the ends of lines."""
    return hashlib.sha256("\n".join(as_typed(words).strip().splitlines()).encode()).hexdigest()[:16]
