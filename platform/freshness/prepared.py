"""Statements that Django writes once and that are asked with other keys afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

#: A statement is written for so many keys, for twice as many, and so on; a longer list is rare.
FEWEST, MOST = 1, 512
#: Database, language, time zone, and for how many keys it is written.
Name = tuple[str, str | None, str, int]
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Written(NamedTuple):
    """A statement, what it is asked with (a key's place, or a value), and how its rows are read."""

    sql: str
    parameters: tuple[Any, ...]
    read: Callable[[Sequence[Any]], list[tuple[Any, ...]]]


class KeyAt(NamedTuple):
    """Where a key goes."""

    number: int


class Prepared:
    """A long statement about some things, by their keys: writing it costs more than answering it.

    ``make(keys)`` gives the rows as a queryset of values, in which the keys stand in a list. It
    may hold nothing that depends on when it is made. For every database, language and time zone
    it is written anew: words and hours may be written into it.

    Raises:
        ValueError: a moment or a day stands in the statement; it would stay what it is now.
    """

    def __init__(self, make: Callable[[list[int]], QuerySet[Any, Any]]) -> None:
        self.make = make
        self._written: dict[Name, Written] = {}
        self._lock = Lock()

    def rows(self, keys: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows about ``keys``, in one statement; without a key there are none."""
        if not keys:
            return []
        if len(keys) > MOST:
            return [tuple(row) for row in self.make(list(keys))]
        size = FEWEST
        while size < len(keys):
            size *= 2
        asked = [*keys, *[keys[-1]] * (size - len(keys))]
        written = self._for(size)
        parameters = [asked[p.number] if isinstance(p, KeyAt) else p for p in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            return written.read(cursor.fetchall())

    def _for(self, size: int) -> Written:
        name = connection.vendor, get_language(), get_current_timezone_name(), size
        with self._lock:
            if name not in self._written:
                self._written[name] = self._write(size)
            return self._written[name]

    def _write(self, size: int) -> Written:
        # No key is below zero, so these are known again in what the statement is asked with.
        places = {-1 - number: KeyAt(number) for number in range(size)}
        compiler = self.make(list(places)).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if any(_is_of_the_clock(value) for value in parameters):
            raise ValueError("The statement depends on when it is made.")
        fields = [chosen[0] for chosen in (compiler.select or [])[: compiler.col_count]]
        converters = compiler.get_converters(fields)

        def read(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)]

        known = tuple(
            places.get(value, value) if isinstance(value, int) else value for value in parameters
        )
        return Written(sql, known, read)


def _is_of_the_clock(value: Any) -> bool:
    """Whether it is a moment or a day; SQLite is given them as text."""
    return isinstance(value, date) or bool(DAY.match(value) if isinstance(value, str) else False)
