"""What makes a PDF act by itself, however it is written down.

A name in a PDF may be written with escapes (``/J#61vaScript``), and most of a modern PDF stands
packed in object streams. So the names are looked for in the file with its escapes undone, and in
every stream that is an object stream or could be taken for one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: How much the object streams of one file may unpack to.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_ESCAPES = 500_000
MAX_STREAMS = 200_000
PEEK = 4096
#: How much may be read of a stream before it says whether it holds objects.
MAX_EMPTY = 1024 * 1024

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: White space and comments; bounded, so that no file can make the search run for hours.
_SPACE = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,4096}(?:[\r\n]|$))"
_GAP = _SPACE + rb"{0,4096}"
_NAME_ENDS = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
#: Names that no text or picture holds by accident.
_ACTS = re.compile(
    rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|SubmitForm|ImportData|GoToE|Rendition)"
    + _NAME_ENDS
    + rb"|/XFA[\s%\[\d]"
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


def refuse_active_pdf(content: bytes) -> None:
    """Refuse a PDF with a program, a form that sends, a medium or another file in it.

    What can't be looked into (encrypted, or packed in a way that no ordinary program writes) is
    refused too.

    Raises:
        ValidationError: in words that say what to do.
    """
    plain = _undo_escapes(content)
    if _LOCKED.search(plain):
        raise ValidationError(
            _("Deze PDF is beveiligd. Bewaar ze zonder wachtwoord of beveiliging.")
        )
    if _ACTS.search(plain):
        raise _active()
    unpacked = 0
    for objects in _object_streams(content):
        unpacked += len(objects)
        if unpacked > MAX_UNPACKED:
            raise _unclear()
        if _ACTS.search(_undo_escapes(objects)):
            raise _active()


def _undo_escapes(content: bytes) -> bytes:
    undone, count = _ESCAPE.subn(
        lambda found: bytes([int(found[1], 16)]), content, count=MAX_ESCAPES
    )
    if count == MAX_ESCAPES:
        raise _unclear()
    return undone


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Every stream that a reader could take objects from, unpacked."""
    is_named, before = False, 0
    for number, found in enumerate(_STREAM.finditer(content)):
        if number > MAX_STREAMS:
            raise _unclear()
        # Whatever stands between two streams, in whatever length: a string in a dictionary may
        # hold any word, and white space may fill pages.
        between = _undo_escapes(content[before : found.start()])
        before = found.end()
        _data, ends, dictionary = between.rpartition(b"endstream")
        is_named = b"/ObjStm" in between or (is_named and not ends)
        if is_named and _OTHER_PACKING.search(dictionary):
            raise _unclear()
        objects = _unpacked(content, found.end(), is_named=is_named)
        if objects is not None:
            yield objects


def _unpacked(content: bytes, start: int, *, is_named: bool) -> bytes | None:
    """What the stream at ``start`` unpacks to, if it holds objects."""
    inflate = zlib.decompressobj()
    objects, at = b"", start
    try:
        while not inflate.eof and len(objects) <= MAX_UNPACKED:
            piece = inflate.unconsumed_tail or content[at : at + PEEK]
            if not inflate.unconsumed_tail:
                at += PEEK
            if not piece:
                break
            is_begun = len(objects) >= PEEK
            objects += inflate.decompress(piece, MAX_UNPACKED if is_begun else PEEK)
            if not is_begun and not is_named:
                if len(objects) >= PEEK and not _PAIRS.match(objects[:PEEK]):
                    return None
                if len(objects) < PEEK and at - start > MAX_EMPTY:
                    raise _unclear()
    except zlib.error as error:
        if is_named and not _PAIRS.match(content[at - PEEK : at]):
            raise _unclear() from error
        return objects or None
    return objects if is_named or _PAIRS.match(objects[:PEEK]) else None


def _active() -> ValidationError:
    return ValidationError(
        _("In deze PDF zit een programma, een bijlage of een medium. Bewaar ze als gewone PDF.")
    )


def _unclear() -> ValidationError:
    return ValidationError(
        _("We kunnen niet nakijken wat er in deze PDF zit. Maak ze opnieuw als gewone PDF.")
    )
