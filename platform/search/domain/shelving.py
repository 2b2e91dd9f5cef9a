"""Writing documents on a shelf: analysed first, by any process, then in few statements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search import registry
from search.analysis.compounds import Lexicon
from search.analysis.terms import ANALYSIS, Terms, terms_of
from search.documents import SearchDocument
from search.index.keeping import MODELS, lexicon_from
from search.records import LIVE, IndexState, Shelf
from search.stores import database_store
from search.stores.contract import Entry, Row

#: SQLite takes no more parameters in one statement than it likes.
CHUNK = 500


def shelve(
    shelf: Shelf,
    kind: str,
    keys: Sequence[int],
    documents: dict[int, SearchDocument],
    version: int,
) -> int:
    """Write ``documents`` on a shelf, and take those of ``keys`` that have none off it.

    Returns how many rows changed.
    """
    lexicon = lexicon_from(shelf.lexicon)
    there = _there(shelf, kind, keys)
    changed = {
        key: prepared(document, lexicon, digest)
        for key, document in documents.items()
        if not _is_same(there.get(key), digest := digest_of(document, shelf.analysis))
    }
    gone = [key for key in there if key not in documents]
    return _write(shelf, kind, _Changes(there, changed, gone), version)


def shelve_prepared(
    shelf: Shelf, kind: str, keys: Sequence[int], documents: Mapping[int, Prepared], version: int
) -> int:
    """The same for documents that were analysed before, by the lexicon and rules of the shelf."""
    there = _there(shelf, kind, keys)
    changed = {
        key: document
        for key, document in documents.items()
        if not _is_same(there.get(key), document.row.digest)
    }
    gone = [key for key in there if key not in documents]
    return _write(shelf, kind, _Changes(there, changed, gone), version)


class Prepared(NamedTuple):
    """A document as the index keeps it, and its terms; it has no slot and version yet."""

    row: Row
    terms: Terms

    def at(self, slot: int, version: int) -> Prepared:
        """The same in a slot, since a version."""
        return Prepared(self.row._replace(slot=slot, version=version), self.terms)


def prepared(document: SearchDocument, lexicon: Lexicon, digest: str) -> Prepared:
    """``document`` analysed, which takes most of the time."""
    values = [f"{name}={value}" for name, held in document.facets.items() for value in held]
    moment = document.published
    terms = terms_of(document, lexicon)
    row = Row(
        kind=document.kind,
        key=document.key,
        digest=digest,
        published=int(moment.timestamp() * 1_000_000) if moment else 0,
        title=document.title,
        url=document.url,
        facets=" ".join(dict.fromkeys(values)),
        about=json.dumps(document.about),
        shown=json.dumps(document.shown),
        stream=terms.stream,
    )
    return Prepared(row, terms)


class _There(NamedTuple):
    """What of a thing stands on a shelf already."""

    slot: int
    digest: str
    gone: bool


def _there(shelf: Shelf, kind: str, keys: Sequence[int]) -> dict[int, _There]:
    rows = MODELS[shelf.name].objects.filter(kind=kind)
    found = {}
    for start in range(0, len(keys), CHUNK):
        some = rows.filter(key__in=keys[start : start + CHUNK])
        for key, *held in some.values_list("key", "slot", "digest", "gone"):
            found[key] = _There(*held)
    return found


def prepare(kind: str, keys: Sequence[int], lexicon: str, analysis: int) -> Batch:
    """The documents of ``keys`` as they are now, analysed by the rules of a shelf.

    No lock is held, so somebody may change them meanwhile: then the index has another version
    than it had before the first of them was read.
    """
    version = IndexState.objects.filter(pk=LIVE).values_list("version", flat=True).first() or 0
    splitting = lexicon_from(lexicon)
    documents = {
        document.key: prepared(document, splitting, digest_of(document, analysis))
        for document in registry.findable(kind).build(keys)
    }
    return Batch(version, documents)


class Batch(NamedTuple):
    """Documents analysed together, and the version of the index before they were read."""

    version: int
    documents: dict[int, Prepared]


def _is_same(there: _There | None, digest: str) -> bool:
    return there is not None and there.digest == digest and not there.gone


class _Changes(NamedTuple):
    """What is to be written on a shelf, by its key, and what of it is there already."""

    there: Mapping[int, _There]
    changed: Mapping[int, Prepared]
    gone: Iterable[int]


def _write(shelf: Shelf, kind: str, changes: _Changes, version: int) -> int:
    """Write rows in few statements: each in the slot it has, or in the next one."""
    there, added, replaced = changes.there, [], []
    for key, one in changes.changed.items():
        if key in there:
            replaced.append(one.at(there[key].slot, version))
        else:
            added.append(one.at(shelf.next_slot, version))
            shelf.next_slot += 1
    # Their slots stay.
    dropped = {there[key].slot: key for key in changes.gone if not there[key].gone}
    off = [Row(kind, key, slot=slot, version=version, gone=True) for slot, key in dropped.items()]
    store = database_store()
    if added:
        store.add(shelf.name, [one.row for one in added], _entries(added))
    if replaced or off:
        store.put(shelf.name, [*(one.row for one in replaced), *off], _entries(replaced))
    if dropped:
        store.drop(shelf.name, list(dropped))
    written = [*added, *replaced]
    if words := {word for one in written for word in one.terms.words}:
        store.learn(shelf.name, words, version)
    if written or dropped:
        shelf.save(update_fields=["next_slot"])
    return len(written) + len(dropped)


def _entries(written: Iterable[Prepared]) -> list[Entry]:
    return [(one.row.slot, one.terms.leveled) for one in written]


def digest_of(document: SearchDocument, analysis: int = ANALYSIS) -> str:
    """Names all that the index would keep of ``document``."""
    said = repr((analysis, document)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=16).hexdigest()
