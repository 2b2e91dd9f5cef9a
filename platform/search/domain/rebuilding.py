"""Filling the other shelf, and reading that one from then on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search import registry
from search.analysis.compounds import base_words
from search.analysis.stems import LANGUAGES
from search.analysis.terms import ANALYSIS
from search.analysis.tokens import words_in
from search.domain.analysing import analysed
from search.domain.copying import make_copy
from search.domain.indexing import count_change, lock_state, new_generation
from search.domain.shelving import Batch, prepare, shelve_prepared
from search.elastic.connection import is_chosen
from search.elastic.unavailable import Unavailable
from search.index.keeping import MODELS
from search.records import IndexState, KnownWord, Shelf, ShelfName
from search.stores import database_store
from vocabularies.records import EducationLevel, Term, Theme

logger = logging.getLogger(__name__)

BATCH = 500
#: To start other processes takes as long as some thousand documents.
FEWEST_FOR_PROCESSES = 10_000
#: A process that gave no sign for so long is not rebuilding any more.
SILENCE = timedelta(seconds=60)
#: Words of the index that compounds are split by: no shorter, no longer, no more.
SHORTEST_WORD, LONGEST_WORD, MOST_WORDS = 4, 14, 30_000

Tell = Callable[[int, int], None]


class RebuildUnderWayError(Exception):
    """Another process is filling the shelf."""

    def __str__(self) -> str:
        return _("De index wordt al opnieuw opgebouwd.")


class RebuildTakenOverError(Exception):
    """Another process took this rebuild over."""

    def __str__(self) -> str:
        return _("Een ander proces nam deze heropbouw over.")


def rebuild(*, tell: Tell = lambda done, total: None, processes: int = 1) -> int:
    """Make the index anew from the content and read that from then on; returns how many documents.

    Edits made meanwhile are written on both shelves. With Elasticsearch a new index is filled
    beside, and asked from the same moment. What another process began and left is gone
    on with. ``tell(done, total)`` hears how far it is. With ``processes`` so many others read and
    analyse, and this one writes; for a small index, or where they can't start, this one does all.

    Raises:
        RebuildUnderWayError: another process is at it.
        RebuildTakenOverError: another process thought that this one was dead.
    """
    token = secrets.token_hex(8)
    shelf = _begin(token)
    wanted = ((kind, keys, shelf.lexicon, shelf.analysis) for kind, keys in _left(shelf))
    is_worth_it = shelf.total - shelf.done >= FEWEST_FOR_PROCESSES
    for asked, batch in analysed(wanted, processes=processes if is_worth_it else 1):
        tell(*_fill(shelf.name, token, *asked[:2], batch))
    if is_chosen():
        _copy(shelf.name, token, tell)
    return _finish(shelf.name, token)


def _left(shelf: Shelf) -> Iterator[tuple[str, Sequence[int]]]:
    """What is still to be written, in batches, from where it was left."""
    kinds = registry.kinds()
    start = kinds.index(shelf.kind) if shelf.kind in kinds else 0
    for kind in kinds[start:]:
        after = shelf.after if kind == shelf.kind else 0
        while keys := registry.findable(kind).keys_after(after, BATCH):
            yield kind, keys
            after = keys[-1]


@transaction.atomic
def _begin(token: str) -> Shelf:
    state = lock_state()
    name = ShelfName(state.live).other
    shelf, _made = Shelf.objects.get_or_create(name=name)
    now = timezone.now()
    if shelf.token and shelf.beat_at is not None and now - shelf.beat_at < SILENCE:
        raise RebuildUnderWayError
    if not shelf.is_filling or shelf.analysis != ANALYSIS:
        _clear(shelf)
        shelf.lexicon = " ".join(sorted(_lexicon(state)))
        shelf.total = sum(findable.count() for findable in registry.findables())
    shelf.is_filling, shelf.token, shelf.beat_at = True, token, now
    shelf.save()
    return shelf


def _clear(shelf: Shelf) -> None:
    MODELS[shelf.name].objects.all().delete()
    KnownWord.objects.filter(shelf=shelf.name).delete()
    database_store().clear(shelf.name)
    shelf.next_slot, shelf.analysis = 0, ANALYSIS
    shelf.generation = new_generation()
    shelf.kind, shelf.after, shelf.done = "", 0, 0


@transaction.atomic
def _fill(name: str, token: str, kind: str, keys: Sequence[int], batch: Batch) -> tuple[int, int]:
    """Write some things; what somebody changes meanwhile waits, and is then written by them.

    What was changed since it was read is read again, now that nobody else can change the index.
    """
    state = lock_state()
    shelf = _mine(name, token)
    if state.version != batch.version:
        batch = prepare(kind, keys, shelf.lexicon, shelf.analysis)
    shelve_prepared(shelf, kind, keys, batch.documents, state.version)
    shelf.kind, shelf.after, shelf.beat_at = kind, keys[-1], timezone.now()
    shelf.done += len(keys)
    shelf.save()
    return shelf.done, max(shelf.total, shelf.done)


def _copy(name: str, token: str, tell: Tell) -> None:
    """Fill an index of Elasticsearch too; where that fails, the worker does it afterwards."""

    def tell_and_live(done: int, total: int) -> None:
        if not Shelf.objects.filter(pk=name, token=token).update(beat_at=timezone.now()):
            raise RebuildTakenOverError
        tell(done, total)

    try:
        make_copy(_mine(name, token), tell=tell_and_live)
    except Unavailable as problem:
        logger.warning("The copy in Elasticsearch is not made yet: %s", problem)


@transaction.atomic
def _finish(name: str, token: str) -> int:
    state = lock_state()
    shelf = _mine(name, token)
    shelf.is_filling, shelf.token, shelf.filled_at = False, "", timezone.now()
    shelf.kind, shelf.after = "", 0
    shelf.save()
    state.live = ShelfName(name)
    state.save(update_fields=["live"])
    count_change(state)
    made: int = MODELS[name].objects.filter(gone=False).count()
    return made


def _mine(name: str, token: str) -> Shelf:
    shelf: Shelf = Shelf.objects.get(pk=name)
    if shelf.token != token:
        raise RebuildTakenOverError
    return shelf


def _lexicon(state: IndexState) -> set[str]:
    """What compounds may be made of: words of the vocabularies and of the index as it is."""
    words: set[str] = set()
    for model in (Theme, EducationLevel, Term):
        for label in model.objects.order_by().values_list(f"label_{LANGUAGES[0]}", flat=True):
            words.update(words_in(label))
    known = KnownWord.objects.filter(shelf=state.live).order_by("version", "word")
    words.update(known.values_list("word", flat=True)[:MOST_WORDS])
    kept = {word for word in words if SHORTEST_WORD <= len(word) <= LONGEST_WORD}
    return {word for word in kept if word.isalpha()} - base_words()
