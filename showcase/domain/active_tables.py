"""What makes a table of plain text compute or fetch something in the program that opens it.

Nobody says between which signs the cells of such a file stand, so each way in which a program may
cut it into cells is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Blanks that a program skips, also those that nobody sees; no end of a line or a cell.
_BLANK = r"(?:[^\S\r\n\t]|[\u200b-\u200f\u2060\ufeff])"
_SIGNS = "=+@\uff1d\uff0b\uff20\uff0d-"
#: What stands between cells, unless the file says otherwise on its first line.
_BETWEEN = ";,\t"
_SAYS_BETWEEN = re.compile(r"\ufeff?\"?sep=([^\r\n\"])", re.I)
#: A table of codes (SYLK), which is one whatever its name says.
_CODES = re.compile(r"\ufeff?ID;")

#: What begins with "=" computes, but for a row of signs, an arrow or a number kept as words.
_EQUATION = re.compile(r"= *[^\s=>\"]")
#: The end of a word between brackets, as in "leerling(en)" or "coördinator(m/v)": no call, for it
#: names no cell and holds no address.
_WORD_ENDING = re.compile(
    r"(?<=[^\W\d_A-Z])\((?![^)]{0,40}\b(?i:r|c|k|rc|rk)\b)(?:[^\W\d_]|[-'’/ ]){1,40}\)"
)
#: A name with a bracket right behind it, that does not go on from a word before it.
_CALL = re.compile(r"[^\w.\s]\s*[^\W\d][\w.]*\(")
_FETCHING = (
    r"\b(?:WEBSERVICE|SERVICEWEB|SERVICIOWEB|WEBDIENST|HYPERLINK|LIEN_HYPERTEXTE|HIPERVINCULO"
    r"|IMPORT(?:XML|DATA|FEED|HTML|RANGE)|IMAGE|DDE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|INDIRECT)"
)
#: Calls that fetch or start something, in whatever words they stand.
_FETCHING_CALL = re.compile(_FETCHING + r"(?:\(|\s+\(\s*(?:\"|\$?[A-Z]{1,3}\$?[0-9]))", re.I)
#: A cell of another file, as Excel and LibreOffice write it down: behind its name, between these.
_OTHER_FILE = re.compile(r"\][\w.]{0,99}!|'\s*[!#][$\w]")
_NAMES_A_FILE = re.compile(r"[:\\/\[]")


def refuse_formulas(text: str) -> None:
    """Refuse a table in which a cell begins as a formula and calls something or points elsewhere.

    A number, a phone number, a line of a list, a handle or a row of signs is no formula.

    Raises:
        ValidationError: in words that say what to do.
    """
    if _CODES.match(text) or any(map(_computes, _cells_with_a_sign(text))):
        raise ValidationError(
            _(
                "In dit bestand begint een cel met een formule (=, +, - of @). Zet er een"
                " aanhalingsteken (') voor, of bewaar alleen de waarden."
            )
        )


def _cells_with_a_sign(text: str) -> Iterator[str]:
    """The cells that begin with a sign, each from that sign on, for every way to cut the file."""
    said = _SAYS_BETWEEN.match(text)
    between = _BETWEEN + (said[1] if said else "")
    starts = re.compile(rf"(?:^|[\r\n{re.escape(between)}])(?P<before>(?:{_BLANK}|\")*)[{_SIGNS}]")
    ends = {sign: _end_of_a_cell(sign) for sign in between}
    for start in starts.finditer(text):
        begins_line = start.start("before") == start.start() or start[0][0] in "\r\n"
        is_quoted = '"' in start["before"]
        at = start.start("before") if is_quoted else start.end() - 1
        for sign in between if begins_line else start[0][0]:
            cell = ends[sign][is_quoted].match(text, at)
            yield text[start.end() - 1 : cell.end() if cell else at]


def _end_of_a_cell(sign: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a plain cell is, and one between quotes, where this sign stands between cells.

    What stands behind the closing quote belongs to the cell.
    """
    rest = rf"[^\r\n{re.escape(sign)}]*"
    return re.compile(rest), re.compile(rf"[^\"]*\"(?:[^\"]|\"\")*\"?{rest}")


def _computes(cell: str) -> bool:
    """Whether a cell that begins with a sign does compute, call, start or fetch something."""
    if not cell.isascii():
        cell = normalize("NFKC", cell)
    if _EQUATION.match(cell):
        return True
    if "!" in cell or "#" in cell:
        points_elsewhere = _NAMES_A_FILE.search(cell) and _OTHER_FILE.search(cell)
        if points_elsewhere or "!" in cell.partition("|")[2]:
            return True
    if "(" not in cell:
        return False
    words = _WORD_ENDING.sub("", cell)
    return bool(_CALL.search(words) or _FETCHING_CALL.search(words))
