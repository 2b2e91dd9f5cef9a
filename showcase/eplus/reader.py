"""Opening an export: what kind of file it is, seen from its content, never from its name."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from showcase.eplus.delimited import read_delimited
from showcase.eplus.lines import read_lines
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.rows import Export
from showcase.eplus.sheets import read_sheet

_ZIP = b"PK\x03\x04"
#: Files that people take for an export, by their first bytes.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", gettext_noop("een oud of beveiligd Excel-bestand (.xls)")),
    (b"%PDF", gettext_noop("een PDF")),
    (b"\x1f\x8b", gettext_noop("een gecomprimeerd bestand (.gz)")),
    (b"7z\xbc\xaf", gettext_noop("een gecomprimeerd bestand (.7z)")),
    (b"Rar!", gettext_noop("een gecomprimeerd bestand (.rar)")),
    (b"\x89PNG", gettext_noop("een afbeelding")),
    (b"\xff\xd8\xff", gettext_noop("een afbeelding")),
)


def kind_of_file(head: bytes) -> str:
    """Return ``csv`` or ``xlsx`` for the first bytes of a file.

    Raises:
        UnreadableExport: it is something else, or empty.
    """
    if not head.strip():
        raise UnreadableExport(_("Het bestand is leeg."))
    if head.startswith(_ZIP):
        return "xlsx"
    for start, what in _OTHERS:
        if head.startswith(start):
            raise UnreadableExport(
                _("Dit is {what}. Bewaar het als .xlsx of .csv en probeer opnieuw.").format(
                    what=_(what)
                )
            )
    if head.lstrip()[:9].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UnreadableExport(
            _("Dit is een webpagina, geen export. Download het bestand opnieuw.")
        )
    return "csv"


def open_export(file: BinaryIO, encoding: str = "") -> Export:
    """Open an export for reading; its rows come one by one, in constant memory.

    ``encoding`` overrules what the file shows. The file must stay open while rows are taken.

    Raises:
        UnreadableExport: this is no export, or it is in another encoding.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    kind = kind_of_file(file.read(4096))
    file.seek(0)
    if kind == "xlsx":
        layout, rows, close = read_sheet(file)
        return Export(kind, layout, rows, None, lambda: 0, close)
    layout, rows = read_delimited(read_lines(file, encoding))
    return Export(kind, layout, rows, size, file.tell)
