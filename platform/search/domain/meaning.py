"""What words mean to who searches: in force at once, without touching the index."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.domain.record import record
from search.domain.indexing import count_change, lock_state
from search.permissions import can_keep_synonyms
from search.records import SynonymGroup


@transaction.atomic
def words_changed(_concepts: Collection[Any] = ()) -> None:
    """Tell every process that names of concepts or synonyms changed."""
    state = lock_state()
    state.words_stamp = secrets.token_hex(8)
    state.save(update_fields=["words_stamp"])
    count_change(state)


@transaction.atomic
def keep_synonyms(group: SynonymGroup, *, by: Any) -> SynonymGroup:
    """Keep a new or changed group of words that find what any of them finds.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        ValidationError: it has fewer than two words, or more than thirty.
    """
    _must_keep(by)
    group.full_clean()
    group.save()
    record("keep_synonyms", group, by=by, words=group.words)
    words_changed()
    return group


@transaction.atomic
def drop_synonyms(group: SynonymGroup, *, by: Any) -> None:
    """Let words find only themselves again.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
    """
    _must_keep(by)
    record("drop_synonyms", group, by=by, words=group.words)
    group.delete()
    words_changed()


def _must_keep(by: Any) -> None:
    if by is not None and not can_keep_synonyms(by):
        raise PermissionDenied
