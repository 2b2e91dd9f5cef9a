"""The snapshot of this process, brought up to date at every question by one short statement."""

from __future__ import annotations

from threading import Lock
from typing import Any, NamedTuple

from django.db import connection

from search.analysis.compounds import Lexicon, base_words
from search.analysis.nearness import KnownWords
from search.index.snapshot import Row, Snapshot
from search.records import (
    LIVE,
    DocumentA,
    DocumentB,
    KnownWord,
    ShelfName,
)

MODELS: dict[str, Any] = {ShelfName.A.value: DocumentA, ShelfName.B.value: DocumentB}
FIELDS = ("slot", "kind", "key", "published", "facets", "gone")

_held: dict[str, Snapshot] = {}
_words: dict[str, tuple[Snapshot, KnownWords]] = {}
_lock = Lock()


def snapshot() -> Snapshot:
    """The live shelf as the database has it now.

    One statement when nothing changed, one more to read what changed. All is read anew only by a
    new process, after a rebuild, and when the past turns out to be another (a restored copy, a
    transaction that was undone).
    """
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _held.get(name)
    state = _state(held)
    if held is not None and state.remembered and held.version == state.version:
        return held
    fresh = _brought_up(held, state)
    with _lock:
        _held[name] = fresh
    return fresh


def forget() -> None:
    """Hold nothing, as a process that just started."""
    with _lock:
        _held.clear()
        _words.clear()


class State(NamedTuple):
    """The one row, whether what this process holds is of its past, and else the lexicon."""

    live: str = ShelfName.A.value
    version: int = 0
    stamp: str = ""
    words_stamp: str = ""
    remembered: bool = False
    lexicon: str = ""


#: In plain SQL: it is asked at every question, and making it would take longer than answering it.
_STATE = f"""
    SELECT state.live, state.version, state.stamp, state.words_stamp, seen.version IS NOT NULL,
        CASE WHEN seen.version IS NULL THEN shelf.lexicon ELSE '' END
    FROM search_indexstate state
    LEFT JOIN search_change seen
        ON seen.version = %s AND seen.stamp = %s AND state.live = %s
    LEFT JOIN search_shelf shelf ON shelf.name = state.live
    WHERE state.id = {LIVE}
"""  # noqa: S608  (the key is ours)


def _state(held: Snapshot | None) -> State:
    seen = (held.version, held.stamp, held.shelf) if held is not None else (-1, "", "")
    with connection.cursor() as cursor:
        cursor.execute(_STATE, seen)
        row = cursor.fetchone()
    return State(*row) if row is not None else State()


_lexicons: dict[int, Lexicon] = {}


def lexicon_from(words: str) -> Lexicon:
    """The lexicon of ``words`` (as a shelf keeps them) and of those known everywhere."""
    key = hash(words)
    if key not in _lexicons:
        if len(_lexicons) > 3:
            _lexicons.clear()
        _lexicons[key] = Lexicon(base_words() | set(words.split()))
    return _lexicons[key]


def _brought_up(held: Snapshot | None, state: State) -> Snapshot:
    rows = MODELS[state.live].objects.order_by("slot")
    if held is not None and state.remembered:
        return held.followed_by(state, _read(rows.filter(version__gt=held.version)))
    empty = Snapshot(state.live, 0, "", lexicon_from(state.lexicon or ""))
    return empty.followed_by(state, _read(rows.filter(gone=False)))


def _read(rows: Any) -> list[Row]:
    return [Row(*values) for values in rows.values_list(*FIELDS)]


def known_words(current: Snapshot) -> KnownWords:
    """The words on the shelf of ``current``; read when somebody asks, and then only new ones."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _words.get(name)
    if held is not None and held[0] is current:
        return held[1]
    rows = KnownWord.objects.filter(shelf=current.shelf)
    if held is not None and held[0].lineage is current.lineage:
        fresh = list(rows.filter(version__gt=held[0].version).values_list("word", flat=True))
        # Another thread may be reading the one that is held.
        known = KnownWords([*held[1].words, *fresh]) if fresh else held[1]
    else:
        known = KnownWords(rows.values_list("word", flat=True))
    with _lock:
        _words[name] = (current, known)
    return known
