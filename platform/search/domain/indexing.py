"""Keeping the index equal to the content: called by the verbs that change the content."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from search import registry
from search.analysis.terms import ANALYSIS, Terms, terms_of
from search.documents import SearchDocument
from search.index.bitmaps import slots_in
from search.index.keeping import MODELS, lexicon_from, snapshot
from search.records import LIVE, Change, IndexState, KnownWord, Shelf, ShelfName
from search.stores import database_store

#: How many changes a process may have missed and still read only what changed.
REMEMBERED = 2_000
#: SQLite takes no more parameters in one statement than it likes.
CHUNK = 500


@transaction.atomic
def index(kind: str, keys: Iterable[int]) -> int:
    """Let the index say of things of ``kind`` what they are now; returns how many changed.

    What nobody may see any more goes out. In the transaction of the caller, so that index and
    content change together or not at all; changes of the index wait for one another. The same
    content changes nothing. Also written to a shelf that is being filled meanwhile.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return 0
    state = lock_state()
    documents = {document.key: document for document in registry.findable(kind).build(wanted)}
    changed = 0
    for shelf in shelves(state):
        written = shelve(shelf, kind, wanted, documents, state.version + 1)
        if shelf.name == state.live:
            changed = written
    if changed:
        count_change(state)
    return changed


def index_carrying(name: str, values: Collection[str]) -> None:
    """Let the index follow everything that stands in it under any of ``values`` of a facet."""
    current = snapshot()
    carrying = current.with_value(name, values)
    for kind, bits in current.kinds.items():
        keys = [current.keys[slot] for slot in slots_in(carrying & bits)]
        for start in range(0, len(keys), CHUNK):
            index(kind, keys[start : start + CHUNK])


def lock_state() -> IndexState:
    """The one row, held until the transaction ends."""
    rows = IndexState.objects.select_for_update()
    state = rows.filter(pk=LIVE).first()
    if state is None:
        IndexState.objects.get_or_create(pk=LIVE)
        state = rows.get(pk=LIVE)
    return state


def count_change(state: IndexState) -> None:
    """Tell every process that the live shelf changed."""
    state.version += 1
    state.stamp = secrets.token_hex(8)
    state.save(update_fields=["version", "stamp"])
    Change.objects.create(version=state.version, stamp=state.stamp)
    if state.version % 100 == 0:
        Change.objects.filter(version__lte=state.version - REMEMBERED).delete()


def shelves(state: IndexState) -> list[Shelf]:
    """The shelf that is read, and the other while it is being filled."""
    found = {shelf.name: shelf for shelf in Shelf.objects.all()}
    if state.live not in found:
        found[state.live] = Shelf.objects.create(
            name=ShelfName(state.live), analysis=ANALYSIS, filled_at=timezone.now()
        )
    return [shelf for shelf in found.values() if shelf.name == state.live or shelf.is_filling]


def shelve(
    shelf: Shelf,
    kind: str,
    keys: Sequence[int],
    documents: dict[int, SearchDocument],
    version: int,
) -> int:
    """Write ``documents`` on a shelf, and take those of ``keys`` that have none off it."""
    writing = _Writing(shelf, version)
    there = {row.key: row for row in _in_chunks(writing.model.objects.filter(kind=kind), keys)}
    for key, document in documents.items():
        writing.put(document, there.get(key))
    for key, row in there.items():
        if key not in documents and not row.gone:
            writing.drop(row)
    writing.finish()
    return len(writing.rows)


class _Writing:
    """Gathers what changes on a shelf, and writes it in few statements."""

    def __init__(self, shelf: Shelf, version: int) -> None:
        self.shelf = shelf
        self.version = version
        self.model = MODELS[shelf.name]
        self.lexicon = lexicon_from(shelf.lexicon)
        self.rows: list[Any] = []
        self.terms: dict[int, Terms] = {}
        self.gone: list[int] = []

    def put(self, document: SearchDocument, there: Any) -> None:
        """Write ``document`` in the slot of the row that is ``there``, or in the next one."""
        digest = digest_of(document, self.shelf.analysis)
        if there is not None and there.digest == digest and not there.gone:
            return
        slot = self.shelf.next_slot if there is None else there.slot
        self.shelf.next_slot = max(self.shelf.next_slot, slot + 1)
        found = terms_of(document, self.lexicon)
        self.terms[slot] = found
        row = self._row(document)
        row.slot, row.digest, row.stream = slot, digest, found.stream
        self.rows.append(row)

    def drop(self, there: Any) -> None:
        """Take what is ``there`` away; its slot stays."""
        self.gone.append(there.slot)
        self.rows.append(
            self.model(
                slot=there.slot, kind=there.kind, key=there.key, version=self.version, gone=True
            )
        )

    def finish(self) -> None:
        """Write everything."""
        if not self.rows:
            return
        fields = [field.name for field in self.model._meta.fields if not field.primary_key]
        self.model.objects.bulk_create(
            self.rows,
            update_conflicts=True,
            unique_fields=["slot"],
            update_fields=fields,
            batch_size=CHUNK,
        )
        store = database_store()
        if self.terms:
            entries = [(slot, found.leveled) for slot, found in self.terms.items()]
            store.put(self.shelf.name, entries)
        if self.gone:
            store.drop(self.shelf.name, self.gone)
        words = {word for found in self.terms.values() for word in found.words}
        _learn(self.shelf.name, words, self.version)
        self.shelf.save(update_fields=["next_slot"])

    def _row(self, document: SearchDocument) -> Any:
        values = [f"{name}={value}" for name, held in document.facets.items() for value in held]
        moment = document.published
        return self.model(
            kind=document.kind,
            key=document.key,
            version=self.version,
            published=int(moment.timestamp() * 1_000_000) if moment else 0,
            title=document.title,
            url=document.url,
            facets=" ".join(dict.fromkeys(values)),
            about=list(document.about),
            shown=list(document.shown),
        )


def _learn(shelf: str, words: Collection[str], version: int) -> None:
    listed = sorted(words)
    known: set[str] = set()
    for start in range(0, len(listed), CHUNK):
        some = listed[start : start + CHUNK]
        rows = KnownWord.objects.filter(shelf=shelf, word__in=some)
        known.update(rows.values_list("word", flat=True))
    KnownWord.objects.bulk_create(
        [
            KnownWord(shelf=shelf, word=word, version=version)
            for word in listed
            if word not in known
        ],
        ignore_conflicts=True,
        batch_size=CHUNK,
    )


def digest_of(document: SearchDocument, analysis: int = ANALYSIS) -> str:
    """Names all that the index would keep of ``document``."""
    said = repr((analysis, document)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def _in_chunks(rows: Any, keys: Sequence[int]) -> Iterable[Any]:
    rows = rows.only("slot", "kind", "key", "digest", "gone")
    for start in range(0, len(keys), CHUNK):
        yield from rows.filter(key__in=keys[start : start + CHUNK])
