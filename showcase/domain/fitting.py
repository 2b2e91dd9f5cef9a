"""Words that somebody typed in a box with room for so many characters."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def fitting(words: str, most: int) -> str:
    """``words`` without the space around them, if they fit in ``most`` characters.

    The end of a line counts once, as it does in the browser that counted along.

    Raises:
        ValidationError: they are longer; nothing is ever cut.
    """
    words = words.strip()
    over = len(words.replace("\r\n", "\n")) - most
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
