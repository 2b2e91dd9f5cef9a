"""Filling the other shelf, and reading that one from then on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search import registry
from search.analysis.compounds import base_words
from search.analysis.stems import LANGUAGES
from search.analysis.terms import ANALYSIS
from search.analysis.tokens import words_in
from search.domain.indexing import count_change, lock_state, shelve
from search.index.keeping import MODELS
from search.records import IndexState, KnownWord, Shelf, ShelfName
from search.stores import database_store
from vocabularies.records import EducationLevel, Term, Theme

BATCH = 200
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


def rebuild(*, tell: Tell = lambda done, total: None) -> int:
    """Make the index anew from the content and read that from then on; returns how many documents.

    Edits made meanwhile are written on both shelves. What another process began and left is gone
    on with. ``tell(done, total)`` hears how far it is.

    Raises:
        RebuildUnderWayError: another process is at it.
        RebuildTakenOverError: another process thought that this one was dead.
    """
    token = secrets.token_hex(8)
    shelf = _begin(token)
    kinds = registry.kinds()
    start = kinds.index(shelf.kind) if shelf.kind in kinds else 0
    for kind in kinds[start:]:
        after = shelf.after if kind == shelf.kind else 0
        while keys := registry.findable(kind).keys_after(after, BATCH):
            done, total = _fill(shelf.name, token, kind, keys)
            after = keys[-1]
            tell(done, total)
    return _finish(shelf.name, token)


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
    shelf.kind, shelf.after, shelf.done = "", 0, 0


@transaction.atomic
def _fill(name: str, token: str, kind: str, keys: Sequence[int]) -> tuple[int, int]:
    """Write some things; what somebody changes meanwhile waits, and is then written by them."""
    state = lock_state()
    shelf = _mine(name, token)
    documents = {document.key: document for document in registry.findable(kind).build(keys)}
    shelve(shelf, kind, keys, documents, state.version)
    shelf.kind, shelf.after, shelf.beat_at = kind, keys[-1], timezone.now()
    shelf.done += len(keys)
    shelf.save()
    return shelf.done, max(shelf.total, shelf.done)


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
