"""Making the copy of a shelf in Elasticsearch, and sending it what changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from search.elastic import writing
from search.elastic.copied import BATCH, FIELDS, mark, operations
from search.elastic.reading_back import last_change
from search.elastic.shape import asked_name, index_name
from search.elastic.unavailable import Unavailable
from search.elastic.writing import Missing
from search.index.keeping import MODELS
from search.records import LIVE, Change, Copy, IndexState, Shelf

#: A process that gave no sign for so long does not make the copy any more.
SILENCE = timedelta(seconds=60)

Tell = Callable[[int, int], None]


class CopyUnderWay(Unavailable):
    """Another process makes the copy."""

    def __str__(self) -> str:
        return _("Een ander proces maakt de kopie in Elasticsearch.")


def begun(shelf: Shelf) -> Copy:
    """The copy of what ``shelf`` holds, begun anew when it is of an earlier filling or shape.

    Raises:
        Unavailable: no index could be made.
    """
    copy = Copy.objects.filter(pk=shelf.name).first()
    if copy is not None and _is_of(copy, shelf):
        return copy
    return begin(shelf)


def _is_of(copy: Copy, shelf: Shelf) -> bool:
    return copy.generation == shelf.generation and copy.index.startswith(
        f"{asked_name(shelf.generation)}-"
    )


def begin(shelf: Shelf) -> Copy:
    """A new, empty index for ``shelf``; what changes from now on is sent after the first pass.

    Raises:
        Unavailable: it could not be made.
    """
    index = index_name(shelf.generation, secrets.token_hex(4))
    version = IndexState.objects.values_list("version", flat=True).get(pk=LIVE)
    copy, _made = Copy.objects.update_or_create(
        pk=shelf.name,
        defaults={
            "generation": shelf.generation,
            "index": index,
            "version": version,
            "visible": 0,
            "after": -1,
            "done": 0,
            "total": MODELS[shelf.name].objects.filter(gone=False).count(),
            "is_complete": False,
            "token": "",
            "beat_at": None,
        },
    )
    # After the row: an index that no row names is thrown away.
    try:
        writing.make(index)
    except Unavailable:
        Copy.objects.filter(pk=copy.pk, index=index).update(index="")
        raise
    return copy


def make_copy(shelf: Shelf, *, tell: Tell = lambda done, total: None, batches: int = 0) -> bool:
    """Go on with the copy of ``shelf`` until it is whole; with ``batches``, after so many stop.

    Every batch that was sent is remembered, so that a process that goes on after another one was
    killed sends little twice; and sending twice changes nothing. An index that is named and not
    there is begun anew. Returns whether it is whole.

    Raises:
        CopyUnderWay: another process is at it.
        Unavailable: the server does not take it.
    """
    copy = begun(shelf)
    if copy.is_complete:
        return True
    try:
        return _go_on(copy, tell, batches)
    except Missing:
        return _go_on(begin(shelf), tell, batches)


def _go_on(copy: Copy, tell: Tell, batches: int) -> bool:
    token = _claim(copy)
    left = batches
    try:
        while rows := _next_rows(copy):
            writing.send(copy.index, operations(copy.shelf, rows))
            _reached(copy, token, rows)
            tell(copy.done, max(copy.total, copy.done))
            left -= 1
            if batches and left <= 0:
                return False
        _complete(copy, token)
    finally:
        Copy.objects.filter(pk=copy.pk, token=token).update(token="")
    return True


def _claim(copy: Copy) -> str:
    token, now = secrets.token_hex(8), timezone.now()
    free = Q(token="") | Q(beat_at__lt=now - SILENCE)
    mine = Copy.objects.filter(free, pk=copy.pk, index=copy.index)
    if not mine.update(token=token, beat_at=now):
        raise CopyUnderWay
    copy.refresh_from_db()
    return token


def _next_rows(copy: Copy) -> list[Any]:
    rows = MODELS[copy.shelf].objects.filter(gone=False, slot__gt=copy.after)
    return list(rows.only(*FIELDS).order_by("slot")[:BATCH])


def _reached(copy: Copy, token: str, rows: Sequence[Any]) -> None:
    now = timezone.now()
    mine = Copy.objects.filter(pk=copy.pk, token=token, index=copy.index)
    if not mine.update(
        after=rows[-1].slot, done=F("done") + len(rows), beat_at=now, problem="", failures=0
    ):
        raise CopyUnderWay
    copy.after, copy.done = rows[-1].slot, copy.done + len(rows)


def _complete(copy: Copy, token: str) -> None:
    """Send what changed meanwhile, and let the copy be asked."""
    send_changes(copy)
    sent = copy.version
    writing.make_visible(copy.index)
    can_be_found(copy, sent)
    mine = Copy.objects.filter(pk=copy.pk, token=token, index=copy.index)
    if not mine.update(beat_at=timezone.now()):
        raise CopyUnderWay
    writing.let_be_asked(copy.index, copy.generation)
    if not mine.update(is_complete=True, problem="", failures=0):
        raise CopyUnderWay
    copy.is_complete = True
    throw_away_others()


def throw_away_others() -> None:
    """Delete every index that no copy is in."""
    writing.throw_away(but=lambda: set(Copy.objects.values_list("index", flat=True)))


def send_changes(copy: Copy) -> int:
    """Send what changed on the shelf since the last time, in its order; returns how many rows.

    Nothing is marked as sent before the server has it. Two processes that send at once do no
    harm: a document never goes back to an older version.

    Raises:
        Unavailable: the server does not take it; the same is sent again the next time.
    """
    sent = 0
    while True:
        state = IndexState.objects.filter(pk=LIVE).values_list("version", flat=True).first() or 0
        rows = MODELS[copy.shelf].objects.filter(version__gt=copy.version, version__lte=state)
        some = list(rows.only(*FIELDS).order_by("version", "slot")[:BATCH])
        if not some:
            if copy.version < state or sent:
                _mark(copy, state)
            _sent(copy, state)
            return sent
        upto = some[-1].version if len(some) == BATCH else state
        if len(some) == BATCH:
            # All of one transaction, or it was not sent.
            rest = rows.filter(version=upto, slot__gt=some[-1].slot).only(*FIELDS)
            some += list(rest.order_by("slot"))
        for start in range(0, len(some), BATCH):
            writing.send(copy.index, operations(copy.shelf, some[start : start + BATCH]))
        sent += len(some)
        _sent(copy, upto)


def can_be_found(copy: Copy, version: int) -> None:
    """Write down that questions find everything up to ``version``, which was sent before."""
    mine = Copy.objects.filter(pk=copy.pk, index=copy.index, visible__lt=version)
    mine.update(visible=version)


def _mark(copy: Copy, version: int) -> None:
    stamp = Change.objects.filter(pk=version).values_list("stamp", flat=True).first()
    if stamp is not None:
        writing.send(copy.index, mark(version, stamp))


def is_of_this_past(copy: Copy) -> bool:
    """Whether the last change that the copy holds is one of this database.

    It is not where an older database was put back: documents may then be newer than their rows.

    Raises:
        Unavailable: the copy can't be asked.
    """
    known = last_change(copy.index)
    if known is None:
        return True
    version, stamp = known
    state = IndexState.objects.values_list("version", flat=True).get(pk=LIVE)
    made = Change.objects.filter(pk=version).values_list("stamp", flat=True).first()
    return version <= state and made in {None, stamp}


def _sent(copy: Copy, version: int) -> None:
    mine = Copy.objects.filter(pk=copy.pk, index=copy.index)
    mine.filter(version__lt=version).update(version=version)
    mine.update(sent_at=timezone.now(), problem="", failures=0)
    copy.version = max(copy.version, version)


@transaction.atomic
def nothing_is_under_way(copy: Copy) -> bool:
    """Whether everything that changed was sent, also by transactions that were still open."""
    state = IndexState.objects.select_for_update().filter(pk=LIVE).first()
    return state is None or state.version <= copy.version
