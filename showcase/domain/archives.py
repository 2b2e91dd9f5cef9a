"""Office documents are archives: what is in them, and how much, before anybody opens them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from showcase.domain.active_office import (
    fetches_something,
    holds_an_object,
    is_elsewhere,
    refuse_active_part,
    starts_something,
)
from showcase.enums import DocumentKind

MAX_ENTRIES = 5_000
MAX_UNPACKED = 400 * 1024 * 1024
#: A file that unpacks to more than this may not be packed tighter than `MAX_RATIO`.
SMALL = 20 * 1024 * 1024
MAX_RATIO = 100
CHUNK = 64 * 1024
LOCAL_HEADER = 30
#: More than any list of links of a real document.
MAX_RELATIONS = 5 * 1024 * 1024
#: A text of a thousand pages stays below.
MAX_PART = 64 * 1024 * 1024
#: A sheet behind a graph in a report within a presentation: nobody packs deeper.
MAX_DEPTH = 3
ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0"
PICTURES = (".svg", ".emf", ".wmf")
ENCRYPTED = 0x1

OOXML = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    f"{OOXML}wordprocessingml.document.main+xml": DocumentKind.DOCX,
    f"{OOXML}spreadsheetml.sheet.main+xml": DocumentKind.XLSX,
    f"{OOXML}presentationml.presentation.main+xml": DocumentKind.PPTX,
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": DocumentKind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": DocumentKind.ODS,
    "application/vnd.oasis.opendocument.presentation": DocumentKind.ODP,
}
#: Parts of names that betray a program inside.
PROGRAMS = ("/vbaproject", "/vbadata", "/macrosheets/", "/activex/", "/basic/", "/scripts/")
#: Kinds of links that are followed only when somebody clicks, under the names of every standard.
RELATIONS = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officedocument/relationships/",
    "http://schemas.microsoft.com/office/2007/relationships/",
)
CLICKED = frozenset(
    f"{prefix}{kind}" for prefix in RELATIONS for kind in ("hyperlink", "video", "audio", "media")
)
#: Of these, what is played is fetched from the web by a click, and from a network disk at once.
_NETWORK_DISK = re.compile(r"^(?:file:|[\\/]{2})", re.I)
#: Parts of kinds and contents that betray a program, or a connection to data elsewhere.
ACTIVE_KINDS = (
    "vbaproject",
    "macrosheet",
    "macroenabled",
    "activex",
    "vbadata",
    "attachedtoolbars",
)
CONNECTIONS = ("/connections",)
PROGRAM_ENDINGS = (
    *(".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xll", ".pptm", ".potm", ".ppsm", ".ppam"),
    *(".exe", ".dll", ".com", ".scr", ".msi", ".lnk", ".hta", ".bat", ".cmd", ".ps1", ".jar"),
    *(".js", ".jse", ".vbs", ".vbe", ".wsf"),
)


@dataclass
class _Room:
    """How much a document, with all that is packed in it, may still hold."""

    unpacked: int
    entries: int = MAX_ENTRIES
    depth: int = MAX_DEPTH

    @classmethod
    def of(cls, stream: BinaryIO) -> _Room:
        """What the file ``stream`` may hold, by its own size."""
        return cls(unpacked=min(MAX_UNPACKED, max(SMALL, MAX_RATIO * stream.seek(0, 2))))


def kind_of_archive(stream: BinaryIO) -> DocumentKind:
    """Say which office document ``stream`` is.

    Everything is unpacked once, counted and thrown away, so that what the archive says of its own
    size does not count; documents within it are looked into as well.

    Raises:
        ValidationError: no office document, macros, an object of an old Office, a password, or
            packed beyond reason.
    """
    room = _Room.of(stream)
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            _look_into(archive, stream, room)
            return _kind(archive, set(archive.namelist()))
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise ValidationError(
            _("Dit bestand is beschadigd. Open het, bewaar het opnieuw en probeer nog eens.")
        ) from error


def _look_into(archive: ZipFile, stream: BinaryIO, room: _Room) -> None:
    entries = archive.infolist()
    _refuse_bomb(stream, entries, room)
    _refuse_programs(entries)
    _refuse_active_kinds(archive)
    _refuse_what_fetches(archive, entries)
    room.depth -= 1
    for entry in entries:
        _look_into_part(archive, entry, room)
    room.depth += 1


def _look_into_part(archive: ZipFile, entry: ZipInfo, room: _Room) -> None:
    """Refuse an object of an old Office, in which anything hides; look into a document."""
    with archive.open(entry) as part:
        start = part.read(len(ZIP_START))
        if start == OLE_START:
            raise holds_an_object()
        if start != ZIP_START:
            return
        if room.depth == 0:
            raise _too_large()
        content = BytesIO(start + part.read(MAX_PART))
    if content.seek(0, 2) > MAX_PART:
        raise _too_large()
    with ZipFile(content) as inner:
        _look_into(inner, content, room)


def _refuse_bomb(stream: BinaryIO, entries: list[ZipInfo], room: _Room) -> None:
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ValidationError(
            _("Op dit bestand staat een wachtwoord. Bewaar het zonder, dan kan iedereen het lezen.")
        )
    packed = sum(entry.compress_size for entry in entries)
    room.entries -= len(entries)
    is_too_much = room.entries < 0 or packed > stream.seek(0, 2)
    if is_too_much or _unpacks_to_too_much(stream, entries, room):
        raise _too_large()


def _unpacks_to_too_much(stream: BinaryIO, entries: list[ZipInfo], room: _Room) -> bool:
    for entry in entries:
        for length in _unpacked_lengths(stream, entry):
            room.unpacked -= length
            if room.unpacked < 0:
                return True
    return False


def _unpacked_lengths(stream: BinaryIO, entry: ZipInfo) -> Iterator[int]:
    """How much each piece of ``entry`` really unpacks to."""
    stream.seek(entry.header_offset)
    header = stream.read(LOCAL_HEADER)
    if not header.startswith(b"PK\x03\x04") or len(header) < LOCAL_HEADER:
        raise BadZipFile(entry.filename)
    stream.seek(
        int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1
    )
    if entry.compress_type == ZIP_STORED:
        yield entry.compress_size
        return
    if entry.compress_type != ZIP_DEFLATED:
        raise BadZipFile(entry.filename)
    inflate, left = zlib.decompressobj(-15), entry.compress_size
    pending = b""
    while (left or pending) and not inflate.eof:
        if not pending:
            pending = stream.read(min(CHUNK, left))
            left -= len(pending)
            if not pending:
                raise BadZipFile(entry.filename)
        yield len(inflate.decompress(pending, CHUNK * 16))
        pending = inflate.unconsumed_tail


def _refuse_programs(entries: list[ZipInfo]) -> None:
    for entry in entries:
        name = f"/{entry.filename.lower()}"
        if any(part in name for part in PROGRAMS) or name.endswith(PROGRAM_ENDINGS):
            raise starts_something()


def _refuse_what_fetches(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """A link that one clicks is fine; what is fetched as soon as somebody opens the file is not."""
    is_open_document = any(entry.filename == "mimetype" for entry in entries)
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith(".rels"):
            with archive.open(entry) as part:
                _refuse_remote_parts(part.read(MAX_RELATIONS))
        elif not name.endswith(PICTURES) and _is_xml(archive, entry):
            if entry.file_size > MAX_PART:
                raise _too_large()
            with archive.open(entry) as part:
                refuse_active_part(part, is_open_document=is_open_document)


def _is_xml(archive: ZipFile, entry: ZipInfo) -> bool:
    if entry.filename.lower().endswith(".xml"):
        return entry.file_size > 0
    with archive.open(entry) as part:
        return (
            part.read(8).lstrip(b"\xef\xbb\xbf\xff\xfe").startswith((b"<?xml", b"<\0?", b"\0<\0?"))
        )


def _refuse_remote_parts(relations: bytes) -> None:
    try:
        found = list(fromstring(relations))
    except (ParseError, DefusedXmlException) as error:
        raise BadZipFile from error
    for relation in found:
        is_outside = relation.get("TargetMode", "").lower() == "external"
        kind, target = relation.get("Type", "").lower(), relation.get("Target", "")
        if any(word in kind for word in ACTIVE_KINDS):
            raise starts_something()
        if kind.endswith(CONNECTIONS):
            raise fetches_something()
        if not is_outside or not is_elsewhere(target):
            continue
        is_hyperlink = kind.endswith("/hyperlink")
        is_played_from_disk = not is_hyperlink and _NETWORK_DISK.match(unquote(target).strip())
        if kind not in CLICKED or is_played_from_disk:
            raise fetches_something()


def _too_large() -> ValidationError:
    return ValidationError(
        _("Dit bestand is uitgepakt veel te groot. Maak het kleiner, of bewaar het als PDF.")
    )


def _content_types(archive: ZipFile) -> set[str]:
    """The kinds of all parts, in small letters, as a program that opens the document reads them."""
    with archive.open("[Content_Types].xml") as part:
        try:
            found = fromstring(part.read(MAX_RELATIONS))
        except (ParseError, DefusedXmlException) as error:
            raise BadZipFile from error
    return {one.get("ContentType", "").strip().lower() for one in found}


def _refuse_active_kinds(archive: ZipFile) -> None:
    if "[Content_Types].xml" in archive.namelist():
        types = _content_types(archive)
        if any(word in one for word in ACTIVE_KINDS for one in types):
            raise starts_something()


def _kind(archive: ZipFile, names: set[str]) -> DocumentKind:
    if "[Content_Types].xml" in names:
        types = _content_types(archive)
        for main, kind in MAIN_PARTS.items():
            if main in types:
                return kind
    elif "mimetype" in names:
        kind_name = archive.read("mimetype").decode("ascii", "replace").strip()
        if kind_name in OPEN_DOCUMENT and "content.xml" in names:
            return OPEN_DOCUMENT[kind_name]
    raise ValidationError(
        _("Dit is een ingepakt bestand, geen document. Voeg elk document apart toe.")
    )
