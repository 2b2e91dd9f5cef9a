"""What went wrong, in one sentence that somebody can act on."""

import errno
from pathlib import Path

FULL = "De schijf is vol: maak plaats en probeer het opnieuw."
OFFLINE = (
    "De pakketten zijn niet te bereiken: maak verbinding met het internet en probeer het opnieuw."
)

_SIGNS = (
    (("No space left on device", "database or disk is full", "Disk quota exceeded"), FULL),
    (
        ("database is locked",),
        "De databank is in gebruik door een ander programma: sluit dat en probeer het opnieuw.",
    ),
    (
        ("attempt to write a readonly database", "unable to open database file"),
        "De databank in var/ is niet te schrijven: kijk de rechten van die map na.",
    ),
    (
        (
            "Temporary failure in name resolution",
            "Failed to establish a new connection",
            "NewConnectionError",
            "Network is unreachable",
            "Connection refused",
            "No matching distribution found",
        ),
        OFFLINE,
    ),
    (
        ("THESE PACKAGES DO NOT MATCH THE HASHES",),
        "Een pakket is niet wat het moet zijn (zijn controlegetal klopt niet): ik stop.",
    ),
)


class Problem(Exception):
    """Something that stops the task; its text is the one sentence the person reads."""


def sentence_for(output: str) -> str | None:
    """Return the sentence for the known cause that ``output`` of a program shows, if any."""
    for signs, sentence in _SIGNS:
        if any(sign in output for sign in signs):
            return sentence
    return None


def sentence_for_error(error: OSError) -> str:
    """Return the sentence for a failed read or write."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    where = f" ({Path(error.filename)})" if error.filename else ""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Hier mag ik niet schrijven{where}: kijk de rechten van de map na."
    return f"Het systeem weigerde{where}: {error.strerror}."
