"""Correcting the promise of a forum that people could read: with a reason, for all to see."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.opening import NotReadyToOpenError, missing_of
from forums.domain.organising import (
    PROMISED,
    ForumConflictError,
    fill_forum,
    keep_forum,
    locked_forum,
)
from forums.records import PromiseCorrection

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum
    from institutions.records import Institution


@dataclass(frozen=True)
class _Stood:
    """The promise before it is corrected."""

    promised_by: tuple[Institution, ...]
    answer_term_days: int | None
    words: dict[str, str]


@transaction.atomic
def correct_promise(
    forum: Forum,
    *,
    by: User,
    started_from: int | None,
    reason: str,
    never_made: bool = False,
    **values: Any,
) -> Forum:
    """Give the promise of an open forum other words (``values``, of `PROMISED`), as of today.

    The page of the forum says when and why, and keeps how it read. Once the report is out the
    answers count: who promised one stays, unless the promise turns out to have been made by nobody
    (``never_made``); and the term of who stays gets no longer. The same promise again changes
    nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums, or speaks for who promises or promised.
        ForumConflictError: somebody saved meanwhile, or the forum is no open one.
        NotReadyToOpenError: the promise would not be whole.
        ValidationError: there is no reason, or a promised answer would stop being late; by field.
    """
    held = locked_forum(forum, by=by)
    after = list(values.get("promised_by", held.promised_by.all()))
    if not permissions.can_correct_promise(by, held, after):
        raise PermissionDenied
    if not held.live:
        raise ForumConflictError
    stood = _promise_of(held)
    if not fill_forum(held, {name: values[name] for name in PROMISED if name in values}):
        return held
    if held.latest_revision_id != started_from:
        raise ForumConflictError
    if missing := missing_of(held):
        raise NotReadyToOpenError(missing)
    if problems := _counting_on(stood, held, never_made=never_made):
        raise ValidationError(problems)
    gone = [one.name for one in stood.promised_by if one not in after]
    correction = PromiseCorrection(
        forum=held,
        corrected_on=timezone.localdate(),
        reason=reason,
        never_promised=gone if never_made else [],
        promised_by=[one.name for one in stood.promised_by],
        answer_term_days=stood.answer_term_days,
        **stood.words,
    )
    correction.full_clean()
    correction.save()
    held.promise_corrected_on = correction.corrected_on
    keep_forum(held, by=by)
    record("correct_promise", held, by=by, correction=correction.pk, never_made=never_made)
    return held


def _promise_of(forum: Forum) -> _Stood:
    names = ("feeds", "influence", "hears_how")
    promised_by = tuple(sorted(forum.promised_by.all(), key=attrgetter("name")))
    words = {name: getattr(forum, name) for name in names}
    return _Stood(promised_by, forum.answer_term_days, words)


def _counting_on(stood: _Stood, forum: Forum, *, never_made: bool) -> dict[str, str]:
    """What of the answers that are waited for would be wiped out, by field; only once the report
    is out, as the term runs from then.
    """
    if forum.reported_on is None:
        return {}
    staying = [one for one in forum.promised_by.all() if one in stood.promised_by]
    problems = {}
    if len(staying) < len(stood.promised_by) and not never_made:
        problems["never_made"] = _(
            "Het verslag is uit: een antwoord dat toegezegd is, blijft tellen. Alleen een"
            " toezegging die er nooit was, haal je weg. Vink dat aan, en zeg bij de reden hoe dat"
            " kan."
        )
    was, term = stood.answer_term_days, forum.answer_term_days
    if staying and was is not None and (term is None or term > was):
        problems["answer_term_days"] = _(
            "Het verslag is uit: de termijn loopt, en wordt niet langer dan {days} dagen."
        ).format(days=was)
    return problems
