"""What makes a PDF act by itself, however it is written down.

A name in a PDF may be written with escapes (``/J#61vaScript``), and most of a modern PDF stands
packed in object streams. So the names are looked for in the file with its escapes undone, and in
every stream that is an object stream or could be taken for one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from showcase.domain.automatic_pdf import Packed, UnclearActionsError, opens_an_address

#: How much the object streams of one file may unpack to.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_ESCAPES = 500_000
MAX_STREAMS = 200_000
#: How often the bytes of a file may be read: streams of an honest one do not overlap.
MAX_READINGS = 2
MIN_READ = 4 * 1024 * 1024
PEEK = 4096
#: How much may be read of a stream before it says whether it holds objects.
MAX_EMPTY = 1024 * 1024

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: White space and comments; bounded, so that no file can make the search run for hours.
_SPACE = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,4096}+(?:[\r\n]|$))"
_GAP = _SPACE + rb"{0,4096}"
_NAME_ENDS = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
#: Names that no text or picture holds by accident.
_ACTS = re.compile(
    rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|SubmitForm|ImportData|GoTo[ER]|Rendition)"
    + _NAME_ENDS
    + rb"|/XFA[\s%\[\d]"
    # What leads into another file, or takes a stream or a page from elsewhere.
    + rb"|/S[\0\s]{0,99}/Thread"
    + _NAME_ENDS
    + rb"|/FS[\0\s]{0,99}/URL"
    + _NAME_ENDS
    + rb"|/Ref[\0\s]{0,99}<<"
)
_LOCKED = re.compile(rb"/Encrypt" + _NAME_ENDS)
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
#: How an object stream begins: pairs of numbers, and then an object; or with much empty space.
_PAIRS = re.compile(
    _GAP + rb"(?:$|\d+(?:" + _SPACE + rb"{1,99}\d+)+" + _GAP + rb"(?:[<\[(/]|true|false|null|$))"
)
_OTHER_PACKING = re.compile(
    rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)"
    + _NAME_ENDS
)

#: What zlib says of data that was never packed by it: a photo, or plain text.
_NO_START = re.compile("incorrect header check|unknown compression method|invalid window size")


def refuse_active_pdf(content: bytes) -> None:
    """Refuse a PDF with a program, a form that sends, a medium or another file in it.

    So is one that opens a web address by itself (`showcase.domain.automatic_pdf`).

    What can't be looked into (encrypted, or packed in a way that no ordinary program writes) is
    refused too.

    Raises:
        ValidationError: in words that say what to do.
    """
    looking = _Looking(content)
    plain = looking.undo_escapes(content)
    if _LOCKED.search(plain):
        raise ValidationError(
            _("Deze PDF is beveiligd. Bewaar ze zonder wachtwoord of beveiliging.")
        )
    if _ACTS.search(plain):
        raise _active()
    packed = []
    for one in looking.object_streams():
        one.objects = looking.undo_escapes(one.objects)
        if _ACTS.search(one.objects):
            raise _active()
        packed.append(one)
    try:
        opens = opens_an_address(plain, packed)
    except UnclearActionsError:
        raise _unclear() from None
    if opens:
        raise ValidationError(
            _("Deze PDF opent zelf een webadres. Maak er een link van waarop de lezer klikt.")
        )


class _Looking:
    """One look into a whole file; what it may cost is counted over all of it.

    A stream may hold what looks like the beginning of another one, and that one of the next: each
    may cost little, and all together hours.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.may_read = max(MIN_READ, MAX_READINGS * len(content))
        self.may_unpack = MAX_UNPACKED
        self.may_undo = MAX_ESCAPES

    def undo_escapes(self, content: bytes) -> bytes:
        """The names as a reader takes them."""
        undone, count = _ESCAPE.subn(
            lambda found: bytes([int(found[1], 16)]), content, count=self.may_undo
        )
        self.may_undo -= count
        if self.may_undo <= 0:
            raise _unclear()
        return undone

    def object_streams(self) -> Iterator[Packed]:
        """Every stream that a reader could take objects from, unpacked."""
        is_named, before = False, 0
        for number, found in enumerate(_STREAM.finditer(self.content)):
            if number > MAX_STREAMS:
                raise _unclear()
            # Whatever stands between two streams, in whatever length: a string in a dictionary
            # may hold any word, and white space may fill pages.
            between = self.undo_escapes(self.content[before : found.start()])
            before = found.end()
            _data, ends, dictionary = between.rpartition(b"endstream")
            is_named = b"/ObjStm" in between or (is_named and not ends)
            if is_named and _OTHER_PACKING.search(dictionary):
                raise _unclear()
            objects = self._unpacked(found.end(), is_named=is_named)
            if objects is not None:
                yield Packed(objects, dictionary)

    def _unpacked(self, start: int, *, is_named: bool) -> bytes | None:
        """What the stream at ``start`` unpacks to, if it holds objects."""
        inflate = zlib.decompressobj()
        objects, at = bytearray(), start
        try:
            while not inflate.eof:
                piece = inflate.unconsumed_tail
                if not piece:
                    piece = self.content[at : at + PEEK]
                    at += PEEK
                if not piece:
                    break
                is_begun = len(objects) >= PEEK
                out = self._inflated(inflate, piece, MAX_UNPACKED if is_begun else PEEK)
                objects += out
                if is_begun or is_named:
                    self._count_unpacked(out)
                elif len(objects) >= PEEK:
                    if not _PAIRS.match(objects[:PEEK]):
                        return None
                    self._count_unpacked(objects)
                elif at - start > MAX_EMPTY:
                    raise _unclear()
        except zlib.error as error:
            if is_named and not _PAIRS.match(self.content[at - PEEK : at]):
                raise _unclear() from error
            return bytes(objects) or None
        return bytes(objects) if is_named or _PAIRS.match(objects[:PEEK]) else None

    def _inflated(self, inflate: Any, piece: bytes, most: int) -> bytes:
        """A piece of a stream, unpacked; what was really read of it is counted."""
        try:
            out: bytes = inflate.decompress(piece, most)
        except zlib.error as error:
            if not _NO_START.search(str(error)):  # else its first two bytes said that it is none
                self._count_read(len(piece))
            raise
        self._count_read(len(piece) - len(inflate.unconsumed_tail) - len(inflate.unused_data))
        return out

    def _count_read(self, length: int) -> None:
        self.may_read -= length
        if self.may_read < 0:
            raise _unclear()

    def _count_unpacked(self, out: bytes | bytearray) -> None:
        self.may_unpack -= len(out)
        if self.may_unpack < 0:
            raise _unclear()


def _active() -> ValidationError:
    return ValidationError(
        _("In deze PDF zit een programma, een bijlage of een medium. Bewaar ze als gewone PDF.")
    )


def _unclear() -> ValidationError:
    return ValidationError(
        _("We kunnen niet nakijken wat er in deze PDF zit. Maak ze opnieuw als gewone PDF.")
    )
