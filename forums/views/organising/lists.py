"""The list of participants to take along: as a workbook, as badges, on paper."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from forums.enums import Mode, RegistrationState
from forums.records import Registration, Session
from ui.codes import in_words
from ui.documents import pdf
from ui.formulas import begins_as_formula

DOCUMENTS = {"badges": "forums/documents/badges.typ", "deelnemers": "forums/documents/list.typ"}


def workbook(listed: Iterable[Registration]) -> bytes:
    """One row per registration. What people wrote is text, whatever it looks like."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Inschrijvingen")
    head = (
        _("Naam"),
        _("Instelling"),
        _("Hoedanigheid"),
        _("E-mailadres"),
        _("Hoe"),
        _("Toestand"),
        _("Aanwezig"),
        _("Eten en drinken"),
        _("Toegankelijkheid"),
        _("Naam in het verslag tot en met"),
    )
    for number, values in enumerate([head, *(_row(one) for one in listed)], 1):
        for column, value in enumerate(values, 1):
            _write(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(one: Registration) -> tuple[str, ...]:
    return (
        one.name,
        one.institution_name,
        one.capacity,
        one.email,
        str(one.get_mode_display()),
        str(one.get_state_display()),
        "" if one.attended is None else in_words(one.attended),
        one.dietary_needs,
        one.access_needs,
        one.named_until.isoformat() if one.named_until else "",
    )


def _write(cell: Any, value: str) -> None:
    """Write text as text: marked so in the file, and with the mark of quoted text in a sheet."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = begins_as_formula(value)


def on_site(listed: Iterable[Registration]) -> list[Registration]:
    """Who has a place in the room."""
    return [
        one
        for one in listed
        if one.mode == Mode.ON_SITE and one.state == RegistrationState.CONFIRMED
    ]


def document(name: str, session: Session, listed: Iterable[Registration]) -> bytes:
    """Badges of who comes on site, or a list of all to tick off at the door. No needs, and no
    addresses.
    """
    data = {
        "title": session.title,
        "forum": session.forum.title,
        "when": date_format(timezone.localtime(session.starts_at), "l j F Y, H:i"),
        "place": session.place or str(_("online")),
        "people": [
            {"name": one.name, "institution": one.institution_name, "capacity": one.capacity}
            for one in (listed if name != "badges" else on_site(listed))
        ],
    }
    return pdf(DOCUMENTS[name], data)
