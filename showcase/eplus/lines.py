"""Lines of a text file, whatever its encoding, one at a time.

Without a mark at its start, a file is read as UTF-8, and a line that is no UTF-8 as
Windows-1252: one row that somebody pasted from elsewhere does not spoil the file.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from showcase.eplus.problems import UnreadableExport

#: The longest line that is read; a longer one is no line of an export.
MAX_LINE = 4 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Line:
    """One line of the file with its end, counted from 1; ``repaired`` says it was no UTF-8."""

    number: int
    text: str
    repaired: bool = False
    too_long: bool = False


def detect_encoding(head: bytes) -> str:
    """Return the encoding that the first bytes of a file show: UTF-8 unless they say else."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half >= 8 and odd > half * 0.4 and even < odd / 4:
        return "utf-16-le"
    if half >= 8 and even > half * 0.4 and odd < even / 4:
        return "utf-16-be"
    return "utf-8"


def read_lines(file: BinaryIO, encoding: str = "") -> Iterator[Line]:
    """Yield the lines of ``file``; an ``encoding`` that is given must fit.

    Raises:
        UnreadableExport: the encoding does not exist, or the file is not in it.
    """
    head = file.read(64 * 1024)
    file.seek(0)
    found = _known(encoding) if encoding else detect_encoding(head)
    if found == "utf-8":
        return _utf8_lines(
            file, strict=bool(encoding), old_ends=b"\n" not in head and b"\r" in head
        )
    return _text_lines(file, found, given=bool(encoding))


def _known(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "a".encode(name)
    except (LookupError, TypeError, AttributeError, UnicodeError):
        raise UnreadableExport(
            _("De codering “{encoding}” bestaat niet. Probeer utf-8, cp1252 of utf-16.").format(
                encoding=encoding
            )
        ) from None
    return "utf-8" if name == "utf-8-sig" else name


def _utf8_lines(file: BinaryIO, *, strict: bool, old_ends: bool) -> Iterator[Line]:
    if old_ends:
        yield from _text_lines(file, "utf-8", given=strict)
        return
    number = 0
    while raw := file.readline(MAX_LINE):
        number += 1
        too_long = len(raw) == MAX_LINE and not raw.endswith(b"\n")
        if too_long:
            _skip_line(file)
            raw = raw[:1024]
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        raw = raw.replace(b"\x00", b"")
        try:
            yield Line(number, raw.decode("utf-8"), too_long=too_long)
        except UnicodeDecodeError:
            if strict and not too_long:
                raise _not_in("utf-8", number, given=True) from None
            yield Line(number, _from_windows(raw), repaired=True, too_long=too_long)


def _from_windows(raw: bytes) -> str:
    """Decode Windows-1252, and leave the five bytes it does not define."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "replace") for b in raw)


def _skip_line(file: BinaryIO) -> None:
    while (more := file.readline(MAX_LINE)) and not more.endswith(b"\n"):
        pass


def _text_lines(file: BinaryIO, encoding: str, *, given: bool) -> Iterator[Line]:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        while line := text.readline(MAX_LINE):
            number += 1
            too_long = len(line) == MAX_LINE and not line.endswith(("\n", "\r"))
            while (
                too_long and (more := text.readline(MAX_LINE)) and not more.endswith(("\n", "\r"))
            ):
                pass
            plain = line.replace("\x00", "").removeprefix("\ufeff" if number == 1 else "")
            yield Line(number, plain[:1024] if too_long else plain, too_long=too_long)
    except UnicodeError:
        raise _not_in(encoding, number + 1, given=given) from None
    finally:
        text.detach()


def _not_in(encoding: str, number: int, *, given: bool) -> UnreadableExport:
    problem = _(
        "Het bestand is niet in de codering {encoding}: regel {number} kan zo niet gelezen worden."
    ).format(encoding=encoding, number=number)
    way_out = (
        _("Laat de codering weg, dan zoeken we ze zelf.")
        if given
        else _("Bewaar het opnieuw als UTF-8, of zeg in welke codering het is.")
    )
    return UnreadableExport(f"{problem} {way_out}")
