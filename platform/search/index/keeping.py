"""The snapshot of this process, brought up to date at every question by one short statement."""

from __future__ import annotations

from threading import Lock
from typing import Any, NamedTuple, Protocol

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
_words: dict[str, tuple[object, int, KnownWords]] = {}
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


def is_held() -> bool:
    """Whether this process read the shelf before."""
    with _lock:
        return str(connection.settings_dict["NAME"]) in _held


def last_seen() -> Snapshot:
    """What this process holds, as a question of a moment ago saw it; asks only when it has none."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _held.get(name)
    return held if held is not None else snapshot()


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


class Place(Protocol):
    """A shelf at a version; of one ``lineage`` while it is only added to."""

    @property
    def shelf(self) -> str:
        """The shelf."""

    @property
    def version(self) -> int:
        """How often the index changed."""

    @property
    def lineage(self) -> object:
        """What all versions that followed from one another share."""


def known_words(place: Place) -> KnownWords:
    """The words on a shelf; read when somebody asks, and then only new ones."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _words.get(name)
    rows = KnownWord.objects.filter(shelf=place.shelf)
    if held is not None and held[0] == place.lineage:
        if held[1] == place.version:
            return held[2]
        fresh = list(rows.filter(version__gt=held[1]).values_list("word", flat=True))
        # Another thread may be reading the one that is held.
        known = KnownWords([*held[2].words, *fresh]) if fresh else held[2]
    else:
        known = KnownWords(rows.values_list("word", flat=True))
    with _lock:
        _words[name] = (place.lineage, place.version, known)
    return known
