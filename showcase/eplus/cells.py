"""One cell: text, amounts, dates, yes and no, addresses on the web."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

#: UTF-8 that somebody read as Windows-1252: "Ã©" for "é", "â€™" for "’".
_MOJIBAKE = re.compile(r"[ÂÃ][\u0080-\u00bf\u0152-\u2122]|â[\u0080-\u009f\u20ac][\u0080-\u2122]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EXCEL_EPOCH = date(1899, 12, 30)


def clean(text: str) -> str:
    """Return ``text`` without control characters, odd line ends and outer white space."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text).replace("\u00a0", " ").replace("\ufeff", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(text: str) -> str:
    """Return ``text`` cleaned and on one line."""
    return re.sub(r"\s+", " ", clean(text))


def mend(text: str) -> str:
    """Return ``text`` with letters mended that were read in the wrong encoding, if they were.

    Only what goes back without loss is touched, so a real ``Ã`` stays.
    """
    if not _MOJIBAKE.search(text):
        return text
    try:
        return _as_windows_bytes(text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _as_windows_bytes(text: str) -> bytes:
    """Undo a reading as Windows-1252, which leaves five bytes as they are."""
    return b"".join(
        bytes([ord(c)]) if ord(c) in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else c.encode("cp1252")
        for c in text
    )


def shorten(text: str, limit: int) -> str:
    """Return at most ``limit`` characters, cut at a word where possible."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(None, 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def read_amount(text: str) -> Decimal | None:
    """Return an amount in euros: ``112527.93``, ``112,527.93``, ``112.527,93``, ``€ 2 605``.

    The last of comma and point is the decimal one; a separator that appears more than once, or
    alone with three digits behind it, separates thousands.

    Raises:
        ValueError: this is no amount.
    """
    digits = re.sub(r"[\s\u00a0\u202f'’]|EUR|€", "", text.strip(), flags=re.IGNORECASE)
    if digits in {"", "-", "n/a", "N/A"}:
        return None
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        digits = digits.replace(thousands, "").replace(",", ".")
    elif comma >= 0 or point >= 0:
        mark = "," if comma >= 0 else "."
        many = digits.count(mark) > 1
        thousand = re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", digits) is not None
        digits = digits.replace(mark, "" if many or thousand else ".")
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d*)?", digits):
        raise ValueError(text)
    try:
        return Decimal(digits).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValueError(text) from None


_PARTS = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?$")


def has_day_first(text: str) -> bool:
    """Whether ``text`` is a date with slashes whose first number can only be the day."""
    parts = _PARTS.match(text.strip())
    return parts is not None and parts[2] == "/" and int(parts[1]) > 12 >= int(parts[3])


def has_month_first(text: str) -> bool:
    """Whether ``text`` is a date with slashes whose second number can only be the day."""
    parts = _PARTS.match(text.strip())
    return parts is not None and parts[2] == "/" and int(parts[3]) > 12 >= int(parts[1])


def read_date(text: str, *, day_first: bool = False) -> date | None:
    """Return a date: ``2019-09-01``, ``01.09.2019``, ``1-9-2019``, ``10/9/14``, an Excel number.

    With slashes the month comes first, as the platform writes it, unless that can't be or the
    dates beside it are ``day_first``.

    Raises:
        ValueError: this is no date.
    """
    text = text.strip()
    if not text:
        return None
    if iso := re.match(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$", text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if re.fullmatch(r"[2-6]\d{4}(?:\.0+)?", text):
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    parts = _PARTS.match(text)
    if not parts:
        raise ValueError(text)
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    year += 2000 if year < 100 else 0
    month_first = parts[2] == "/" and first <= 12 and not day_first
    if not month_first and second > 12:
        month_first = True
    return date(year, first, second) if month_first else date(year, second, first)


def read_year(text: str) -> int | None:
    """Return a year between 1987 and 2099, or None."""
    found = re.search(r"\b(19[89]\d|20\d{2})\b", text)
    return int(found[1]) if found else None


def read_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().casefold() in {"yes", "y", "true", "1", "ja", "oui", "waar"}


def read_url(text: str, limit: int = 500) -> str:
    """Return an address on the web that can be followed safely, or nothing.

    ``www.school.be`` gets ``https://`` before it; anything but http and https falls away.
    """
    url = re.sub(r"\s+", "", text)
    if not url:
        return ""
    if re.match(r"^https?:/?/?[^/]", url, flags=re.IGNORECASE):
        url = re.sub(r"^(https?):/*", lambda m: f"{m[1].lower()}://", url, flags=re.IGNORECASE)
    elif ":" in url.split("/", 1)[0] and not re.match(r"^[\w.-]+:\d+(?:/|$)", url):
        return ""
    else:
        url = f"https://{url}"
    host = url.split("/", 3)[2]
    has_host = re.fullmatch(r"[^\s@/?#<>\"']+\.[^\s@/?#<>\"']{2,}", host) is not None
    harmless = re.search(r"[<>\"'\\^`{|}]", url) is None
    return url if has_host and harmless and len(url) <= limit else ""
