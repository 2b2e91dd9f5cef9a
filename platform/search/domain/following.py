"""Letting Elasticsearch follow the index: called in the transaction of every change."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.domain.copying import (
    CopyUnderWay,
    begin,
    can_be_found,
    is_of_this_past,
    make_copy,
    nothing_is_under_way,
    send_changes,
    throw_away_others,
)
from search.elastic import writing
from search.elastic.connection import is_chosen
from search.elastic.unavailable import Unavailable
from search.elastic.writing import Missing
from search.index.keeping import MODELS
from search.records import LIVE, Copy, IndexState, Shelf

logger = logging.getLogger(__name__)

#: So often the copy is looked after while nothing changes.
BETWEEN = timedelta(seconds=30)
#: After a failure it is tried again after so long, each time twice as long, at most the last.
FIRST_PAUSE, LONGEST_PAUSE = 1, 30
#: So many batches of a first pass are sent in one task, so that others have their turn.
BATCHES = 20
KEEP_RESULTS = timedelta(minutes=5)


@task(queue_name="index")
def follow_elasticsearch() -> None:
    """Bring the copy up to date, and see that somebody does it again."""
    if not is_chosen():
        return
    pause = timedelta(seconds=LONGEST_PAUSE)
    try:
        pause = follow()
        old = timezone.now() - KEEP_RESULTS
        _tasks().filter(finished_at__lt=old).exclude(status=TaskResultStatus.READY).delete()
    finally:
        # Also after a mistake of ours: nothing else comes back by itself.
        be_followed(within=pause)


def follow() -> timedelta:
    """Send what changed, or go on making the copy; returns when to come back.

    A failure is written down where staff and the pages read it, and tried again later.
    """
    shelf = _live_shelf()
    if shelf is None:
        return BETWEEN
    try:
        return BETWEEN if _bring_up(shelf) else timedelta(0)
    except CopyUnderWay:
        return timedelta(seconds=FIRST_PAUSE)
    except Missing as problem:
        logger.warning("The copy in Elasticsearch is made anew: %s", problem)
        Copy.objects.filter(pk=shelf.name).update(index="", is_complete=False)
        return timedelta(seconds=FIRST_PAUSE)
    except Unavailable as problem:
        return _failed(shelf, str(problem))


def _bring_up(shelf: Shelf) -> bool:
    """Whether nothing is left to do."""
    if not make_copy(shelf, batches=BATCHES):
        return False
    copy = Copy.objects.get(pk=shelf.name)
    if writing.is_asked(copy.index, copy.generation) and not is_of_this_past(copy):
        logger.warning("The copy in Elasticsearch is of another past of the database")
        begin(shelf)
        return False
    send_changes(copy)
    return nothing_is_under_way(copy) and look_after(shelf, copy)


def look_after(shelf: Shelf, copy: Copy) -> bool:
    """Make the copy anew when it does not hold what it should; returns whether it does.

    Raises:
        Unavailable: the server can't be asked.
    """
    if not _is_the_only_one(shelf):
        return False
    if writing.is_asked(copy.index, copy.generation):
        sent = copy.version
        writing.make_visible(copy.index)
        there = writing.count(copy.index)
        wanted = MODELS[shelf.name].objects.filter(gone=False).count()
        if there == wanted:
            can_be_found(copy, sent)
            return True
        if not nothing_is_under_way(copy):
            return True
        logger.warning("The copy in Elasticsearch has %d documents of %d", there, wanted)
    begin(shelf)
    return False


def _is_the_only_one(shelf: Shelf) -> bool:
    """Whether ``shelf`` is still the one that is read; the copy of an older one goes then.

    A rebuild begins and ends under the same lock, so it is seen whole or not at all.
    """
    with transaction.atomic():
        state = IndexState.objects.select_for_update().filter(pk=LIVE).first()
        if state is None or state.live != shelf.name:
            return False
        if Shelf.objects.filter(is_filling=True).exists():
            return True
        dropped, _kinds = Copy.objects.exclude(pk=shelf.name).delete()
    if dropped:
        throw_away_others()
    return True


def be_followed(*, within: timedelta = timedelta(0)) -> None:
    """Queue the next look at the copy, unless one waits already that comes sooner.

    In the transaction of the caller. After a failure its pause is kept. A task that runs already
    may have looked too early, so only one that still waits counts; and none ends before it saw
    what was under way when it began.
    """
    if not is_chosen():
        return
    moment = timezone.now() + within
    waiting = _tasks().filter(status=TaskResultStatus.READY)
    if waiting.filter(run_after__lte=moment).exists():
        return
    if not within and waiting.exists() and Copy.objects.filter(failures__gt=0).exists():
        return
    if follow_elasticsearch.get_backend().supports_defer:
        follow_elasticsearch.using(run_after=moment).enqueue()
    elif not within:
        follow_elasticsearch.enqueue()


def _tasks() -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(task_path=follow_elasticsearch.module_path)


def _live_shelf() -> Shelf | None:
    live = IndexState.objects.filter(pk=LIVE).values_list("live", flat=True).first()
    return Shelf.objects.filter(pk=live).first()


def _failed(shelf: Shelf, problem: str) -> timedelta:
    copy, _made = Copy.objects.get_or_create(pk=shelf.name)
    copy.failures += 1
    copy.problem = problem
    copy.save(update_fields=["failures", "problem"])
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(copy.failures - 1, 10))
    logger.warning("Elasticsearch does not follow (%s); again in %d s", problem, pause)
    return timedelta(seconds=pause)
