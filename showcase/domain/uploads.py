"""What an upload is: told by its content, never by its name alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO
from unicodedata import category

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _

from showcase.domain.active_pdf import refuse_active_pdf
from showcase.domain.active_tables import refuse_formulas
from showcase.domain.archives import kind_of_archive
from showcase.enums import DocumentKind

MEGABYTE = 1024 * 1024
#: The settings say it, for Wagtail too.
MAX_DOCUMENT_SIZE: int = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
MAX_STEM = 80
#: How much of a PDF's end may follow its end mark.
PDF_TAIL = 1024
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"{\\rtf")
ZIP_START = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
OLE_START = b"\xd0\xcf\x11\xe0"
HEAD = 4096


def check_document(file: File[bytes]) -> DocumentKind:
    """Say what kind of document ``file`` is, by its content.

    Raises:
        ValidationError: too big, of a kind that is not taken, with macros or scripts in it, two
            kinds in one, packed beyond reason, or named as another kind than it is. In words
            that say what to do.
    """
    _refuse_size(file, MAX_DOCUMENT_SIZE)
    stream = _stream(file)
    head = stream.read(HEAD)
    kind = _kind(head, stream)
    _refuse_other_name(file, kind)
    stream.seek(0)
    file.checked_kind = kind  # type: ignore[attr-defined]
    return kind


def kind_of_checked(file: File[bytes]) -> DocumentKind:
    """What `check_document` said of this very upload, or says of it now.

    A look into a large file takes time: who holds a lock has had it checked before.
    """
    known: DocumentKind | None = getattr(file, "checked_kind", None)
    return known or check_document(file)


def tidy_name(name: str) -> str:
    """A file name of plain letters, digits and dashes, with its extension in small letters."""
    path = PurePath(name.replace("\\", "/")).name
    stem, _dot, extension = path.rpartition(".")
    return f"{slugify(stem)[:MAX_STEM].strip('-') or 'bestand'}.{slugify(extension)[:8]}"


def _stream(file: File[bytes]) -> BinaryIO:
    file.seek(0)
    return file  # type: ignore[return-value]


def _refuse_size(file: File[bytes], most: int) -> None:
    if not file.size:
        raise ValidationError(_("Dit bestand is leeg. Kies een ander."))
    if file.size > most:
        raise ValidationError(
            _("Dit bestand is {size}. Een bestand mag hoogstens {most} zijn.").format(
                size=filesizeformat(file.size), most=filesizeformat(most)
            )
        )


def _kind(head: bytes, stream: BinaryIO) -> DocumentKind:
    if head.startswith(b"%PDF-"):
        return _check_pdf(stream)
    if head.startswith(ZIP_START):
        return kind_of_archive(stream)
    if head.startswith(OLE_START):
        raise ValidationError(
            _(
                "Dit is een bestand van een oude Office (.doc, .xls, .ppt). Bewaar het als .docx,"
                " .xlsx, .pptx of PDF."
            )
        )
    return _check_text(head, stream)


def _check_pdf(stream: BinaryIO) -> DocumentKind:
    stream.seek(0)
    content = stream.read()
    if b"%%EOF" not in content[-PDF_TAIL:] or ZIP_END in content[-PDF_TAIL * 64 :]:
        raise ValidationError(
            _("Deze PDF is niet heel of bevat nog een ander bestand. Maak de PDF opnieuw.")
        )
    refuse_active_pdf(content)
    return DocumentKind.PDF


def _check_text(head: bytes, stream: BinaryIO) -> DocumentKind:
    stream.seek(0)
    content = stream.read()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    text = _text(content)
    if b"\x00" in content or start.startswith(MARKUP) or text is None:
        raise ValidationError(
            _(
                "We nemen PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV en TXT aan. Dit bestand is iets"
                " anders. Bewaar het als PDF, of geef een link."
            )
        )
    refuse_formulas(text)
    return DocumentKind.CSV if _name_of(stream).endswith(".csv") else DocumentKind.TXT


def _text(content: bytes) -> str | None:
    """The words of ``content``, or None when it is no text."""
    decoders: tuple[Callable[[], str], ...] = (
        lambda: content.decode("utf-8"),
        lambda: content.decode("cp1252"),
    )
    for decode in decoders:
        try:
            text = decode()
        except UnicodeDecodeError:
            continue
        plain = all(char in "\r\n\t\f" or category(char) != "Cc" for char in text[:HEAD])
        return text if plain else None
    return None


def _name_of(stream: BinaryIO) -> str:
    return str(getattr(stream, "name", "")).lower()


def _refuse_other_name(file: File[bytes], kind: DocumentKind) -> None:
    extension = PurePath(file.name or "").suffix.lower().lstrip(".")
    is_text = kind in (DocumentKind.TXT, DocumentKind.CSV)
    if is_text and extension and extension not in DocumentKind.values:
        # A program or a web page is text too: another name would make no document of it.
        raise ValidationError(
            _("Dit is geen PDF, Word, PowerPoint, Excel of ODF. Kies een ander bestand.")
        )
    if extension != kind.value:
        raise ValidationError(
            _(
                "De naam eindigt op “.{extension}”, maar het bestand is {kind}. Geef het een"
                " naam op “.{right}”."
            ).format(extension=extension, kind=kind.label, right=kind.value)
        )
