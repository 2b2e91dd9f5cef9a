"""The snapshot of this process, brought up to date at every question by one short statement."""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)

from search.analysis.compounds import Lexicon, base_words
from search.analysis.nearness import KnownWords
from search.index.snapshot import Row, Snapshot
from search.records import (
    LIVE,
    Change,
    DocumentA,
    DocumentB,
    IndexState,
    KnownWord,
    Shelf,
    ShelfName,
)

MODELS: dict[str, Any] = {ShelfName.A.value: DocumentA, ShelfName.B.value: DocumentB}
FIELDS = ("slot", "kind", "key", "published", "facets", "gone")

_held: dict[str, Snapshot] = {}
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


def _state(held: Snapshot | None) -> Any:
    """The state, whether ``held`` is of its past, and if not the lexicon of the live shelf."""
    seen = Change.objects.filter(version=held.version, stamp=held.stamp) if held else None
    is_past = Q(live=held.shelf) & Exists(seen) if held is not None and seen is not None else None
    words = Subquery(Shelf.objects.filter(pk=OuterRef("live")).values("lexicon"))
    rows = IndexState.objects.filter(pk=LIVE)
    if is_past is None:
        rows = rows.annotate(remembered=Value(False), lexicon=words)
    else:
        rows = rows.annotate(
            remembered=Case(When(is_past, then=True), default=False, output_field=BooleanField()),
            lexicon=Case(When(is_past, then=Value("")), default=words, output_field=TextField()),
        )
    found: Any = rows.first()
    if found is None:
        found = IndexState(pk=LIVE)
        found.remembered, found.lexicon = False, ""
    return found


_lexicons: dict[int, Lexicon] = {}


def lexicon_from(words: str) -> Lexicon:
    """The lexicon of ``words`` (as a shelf keeps them) and of those known everywhere."""
    key = hash(words)
    if key not in _lexicons:
        if len(_lexicons) > 3:
            _lexicons.clear()
        _lexicons[key] = Lexicon(base_words() | set(words.split()))
    return _lexicons[key]


def _brought_up(held: Snapshot | None, state: Any) -> Snapshot:
    rows = MODELS[state.live].objects.order_by("slot")
    if held is not None and state.remembered:
        return held.followed_by(state, _read(rows.filter(version__gt=held.version)))
    empty = Snapshot(state.live, 0, "", lexicon_from(state.lexicon or ""))
    return empty.followed_by(state, _read(rows.filter(gone=False)))


def _read(rows: Any) -> list[Row]:
    return [Row(*values) for values in rows.values_list(*FIELDS)]


_words: dict[str, tuple[Snapshot, KnownWords]] = {}


def known_words(current: Snapshot) -> KnownWords:
    """The words on the shelf of ``current``; read when somebody asks, and then only new ones."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _words.get(name)
    if held is not None and held[0] is current:
        return held[1]
    rows = KnownWord.objects.filter(shelf=current.shelf)
    if held is not None and held[0].lineage is current.lineage:
        known = held[1]
        rows = rows.filter(version__gt=held[0].version)
    else:
        known = KnownWords()
    known.add(rows.values_list("word", flat=True))
    with _lock:
        _words[name] = (current, known)
    return known
