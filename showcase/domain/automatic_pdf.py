"""Whether a PDF opens a web address by itself: when it is opened, or a page, or something on it.

A link that a reader clicks is fine. What happens without a click stands behind ``/OpenAction`` and
``/AA``: an action right there, or the number of one that stands elsewhere, and after it the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

#: What one action, and all that are followed together, may weigh.
MOST_IN_ONE = 64 * 1024
MOST_TOGETHER = 16 * 1024 * 1024
#: How many objects one file may list, and how long a number in the list of a stream may be.
MOST_OBJECTS = 400_000
MOST_DIGITS = 20
#: How far a comment is read, and how much all comments of one text may cost to read past.
LONGEST_COMMENT = 999
MOST_IN_COMMENTS = 64 * 1024 * 1024

_SPACE = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,999}+(?:[\r\n]|$))"
_GAP = _SPACE + rb"{0,999}"
_APART = _SPACE + rb"{1,99}"
_NAME_ENDS = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_BY_ITSELF = re.compile(rb"/(OpenAction|AA)" + _NAME_ENDS + _GAP)
_NEXT = re.compile(rb"/Next" + _NAME_ENDS + _GAP)
#: What opens an address; and an action that says elsewhere what it does.
_OPENS = re.compile(
    rb"/S"
    + _NAME_ENDS
    + _GAP
    + rb"(?:/URI"
    + _NAME_ENDS
    + rb"|\d+"
    + _APART
    + rb"\d+"
    + _APART
    + b"R)"
)
_NUMBER = re.compile(rb"(\d{1,9})" + _APART + rb"\d{1,9}" + _APART + rb"R" + _NAME_ENDS)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})" + _APART + rb"\d{1,9}" + _APART + rb"obj")
_PAIR = re.compile(rb"(\d+)" + _APART + rb"(\d+)" + _GAP)
_FIRST = re.compile(rb"/First" + _NAME_ENDS + _GAP + rb"(\d{1,9})")
_COMMENTED = re.compile(rb"%[^\r\n]*")
_MARKS = re.compile(rb"<<|>>|[\[\]()\\%]")


class UnclearActionsError(Exception):
    """What happens by itself is longer than any ordinary program writes."""


@dataclass
class Packed:
    """Objects that stood packed in one stream, and what the file says about that stream."""

    objects: bytes
    dictionary: bytes


#: In what, and at which byte of it; none where the file does not say.
_Place = tuple[bytes, int | None]


@dataclass
class _Followed:
    """What was looked at already, and what it weighed."""

    plain: bytes
    packed: list[Packed]
    weight: int = 0
    seen: set[int] = field(default_factory=set)
    places: dict[int, list[_Place]] | None = None

    def value(self, data: bytes, at: int) -> bytes:
        """The dictionary or list that begins at ``at``; nothing where none does."""
        if data[at : at + 2] != b"<<" and data[at : at + 1] != b"[":
            return b""
        end = _end_of(data, at)
        self.weigh(end - at)
        return data[at:end]

    def weigh(self, length: int) -> None:
        """Count what is read on the way."""
        self.weight += length
        if self.weight > MOST_TOGETHER:
            raise UnclearActionsError

    def objects(self, number: int) -> Iterator[bytes]:
        """Every dictionary with this number, wherever it stands; a file may hold several."""
        if self.places is None:
            self.places = self._numbered_places()
        for data, at in self.places.get(number, ()):
            if at is None:  # no saying which part it is: then all of it
                self.weigh(len(data))
                yield data
            else:
                begin = _past_gap(data, at)
                self.weigh(begin - at)
                yield self.value(data, begin)

    def _numbered_places(self) -> dict[int, list[_Place]]:
        """Where each number stands, in the file and packed: read once, however many ask."""
        places: dict[int, list[_Place]] = defaultdict(list)
        for listed, (number, data, at) in enumerate(self._listed()):
            if listed >= MOST_OBJECTS:
                raise UnclearActionsError
            places[number].append((data, at))
        return places

    def _listed(self) -> Iterator[tuple[int, bytes, int | None]]:
        for found in _OBJECT.finditer(self.plain):
            yield int(found[1]), self.plain, found.end()
        for stream in self.packed:
            begins = set(_FIRST.findall(stream.dictionary))
            first = int(next(iter(begins))) if len(begins) == 1 else None
            for number, offset in _pairs(stream.objects):
                yield number, stream.objects, None if first is None else first + offset


def opens_an_address(plain: bytes, packed: Iterable[Packed]) -> bool:
    """Whether a PDF opens a web address without a click.

    ``plain`` is the file and ``packed`` its object streams, both with the escapes of names undone.

    Raises:
        UnclearActionsError: it is too much to look into.
    """
    followed = _Followed(plain, list(packed))
    waiting: list[tuple[bytes, bool]] = []
    for data in (plain, *(one.objects for one in followed.packed)):
        _refuse_endless_comments(data)
        for found in _BY_ITSELF.finditer(data):
            has_several = found[1] == b"AA"
            waiting += [
                (action, has_several) for action in _actions_at(followed, data, found.end())
            ]
    while waiting:
        words, has_several = waiting.pop()
        if words.startswith(b"["):
            continue  # a place in the document
        if _OPENS.search(words):
            return True
        for action in _following(followed, words, has_several=has_several):
            waiting.append((action, False))
    return False


def _refuse_endless_comments(data: bytes) -> None:
    """Refuse what only costs time: each sign of a comment may have the rest of its line read."""
    cost = 0
    for found in _COMMENTED.finditer(data):
        line = found[0]
        cost += line.count(b"%") * min(len(line), LONGEST_COMMENT)
        if cost > MOST_IN_COMMENTS:
            raise UnclearActionsError


def _actions_at(followed: _Followed, data: bytes, at: int) -> Iterator[bytes]:
    """The action that stands at ``at``, or those with the number that stands there."""
    number = _NUMBER.match(data, at)
    if number is None:
        yield followed.value(data, at)
    else:
        yield from _numbered(followed, number[1])


def _numbered(followed: _Followed, number: bytes) -> Iterator[bytes]:
    key = int(number)
    if key not in followed.seen:
        followed.seen.add(key)
        yield from followed.objects(key)


def _following(followed: _Followed, words: bytes, *, has_several: bool) -> Iterator[bytes]:
    """What comes after an action; of a list of actions by occasion, each that has a number."""
    for found in _NEXT.finditer(words):
        after = followed.value(words, found.end())
        if after.startswith(b"["):
            for number in _NUMBER.finditer(after):
                yield from _numbered(followed, number[1])
            yield b"<<" + after[1:]
        else:
            yield from _actions_at(followed, words, found.end())
    if has_several:
        for number in _NUMBER.finditer(re.sub(rb"\[[^\[\]]*\]", b"", words)):
            yield from _numbered(followed, number[1])


def _pairs(objects: bytes) -> Iterator[tuple[int, int]]:
    """The number of each packed object and where it begins, as the head of its stream lists them.

    Raises:
        UnclearActionsError: a number in it is longer than any program counts.
    """
    at = _past_gap(objects, 0)
    while pair := _PAIR.match(objects, at):
        if max(len(pair[1]), len(pair[2])) > MOST_DIGITS:
            raise UnclearActionsError
        yield int(pair[1]), int(pair[2])
        at = pair.end()


def _past_gap(data: bytes, at: int) -> int:
    found = re.compile(_GAP).match(data, at)
    return found.end() if found is not None else at


def _end_of(data: bytes, begin: int) -> int:
    """Where the value that begins at ``begin`` ends; what stands in a string ends nothing."""
    depth, strings, at = 0, 0, begin
    while found := _MARKS.search(data, at, begin + MOST_IN_ONE):
        mark, at = found[0], found.end()
        if mark == b"\\":
            at += 1 if strings else 0
        elif strings:
            strings += (mark == b"(") - (mark == b")")
        elif mark == b"(":
            strings = 1
        elif mark == b"%":
            line = re.compile(rb"[\r\n]").search(data, at, begin + MOST_IN_ONE)
            at = line.end() if line else begin + MOST_IN_ONE
        else:
            depth += (mark in (b"<<", b"[")) - (mark in (b">>", b"]"))
            if depth <= 0:
                return at
    if begin + MOST_IN_ONE < len(data):
        raise UnclearActionsError
    return len(data)
