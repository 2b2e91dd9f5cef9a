"""What the outbox keeps of a person who is erased."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape

from accounts.records import User
from notifications.records import OutgoingMail

#: Stands where a name or an address stood.
GONE = "…"

#: A long line of a calendar goes on after a break and a blank.
FOLD = r"(?:\r?\n[ \t])?"

WORDS = ["subject", "text", "html", "calendar", "problem"]


def erase_mail(user: User, addresses: list[str]) -> None:
    """Remove every mail to the person; in mails to others, sent or not, take out who it was.

    What waits still leaves: without the person's whole name and addresses.
    """
    for address in addresses:
        OutgoingMail.objects.filter(recipients__icontains=f'"{address}"').delete()
    person = _pattern([*addresses, *_names_of(user)])
    for kept in OutgoingMail.objects.values("pk", *WORDS).iterator():
        pk = kept.pop("pk")
        for field, words in kept.items():
            without = person.sub(GONE, words)
            if without != words:  # unless it was sent meanwhile, and has no words left
                OutgoingMail.objects.filter(pk=pk, **{field: words}).update(**{field: without})


def _names_of(user: User) -> list[str]:
    """The whole name, both ways round: half of one is a word of many mails."""
    first, last = user.first_name.strip(), user.last_name.strip()
    return [f"{first} {last}", f"{last} {first}"] if first and last else []


def _pattern(traces: Iterable[str]) -> re.Pattern[str]:
    written = {form for trace in traces for form in (trace, escape(trace))}
    longest_first = sorted(written, key=len, reverse=True)
    found = "|".join(FOLD.join(map(_letter, form)) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def _letter(letter: str) -> str:
    return r"\s+" if letter.isspace() else re.escape(letter)
