"""Free words of schools, and what becomes of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.domain.record import record
from vocabularies import retagging
from vocabularies.domain.keeping import must_keep_vocabularies
from vocabularies.domain.refusals import (
    AlreadyMergedError,
    KeywordTooLongError,
    NotAReplacementError,
    TooManyKeywordsError,
)
from vocabularies.records import Keyword, Term, Theme
from vocabularies.retagging import Retagged

MAX_KEYWORDS = 10
MAX_LENGTH = 80


def normalise_word(word: str) -> str:
    """A keyword as it is kept: composed letters, single spaces, no capitals."""
    return " ".join(unicodedata.normalize("NFC", word).split()).casefold()


def words_of(words: Iterable[str]) -> list[str]:
    """These words as keywords are kept, each once, in their order.

    Raises:
        KeywordTooLongError: a word has more than 80 characters.
        TooManyKeywordsError: there are more than ten different words.
    """
    wanted = list(dict.fromkeys(word for word in map(normalise_word, words) if word))
    if len(wanted) > MAX_KEYWORDS:
        raise TooManyKeywordsError
    if any(len(word) > MAX_LENGTH for word in wanted):
        raise KeywordTooLongError
    return wanted


def known_keywords(words: Iterable[str]) -> list[Keyword]:
    """Those of these words that are keywords already, in their order; refuses as `words_of`."""
    wanted = words_of(words)
    found = _by_word(wanted)
    return [found[word] for word in wanted if word in found]


def collect_keywords(words: Iterable[str]) -> list[Keyword]:
    """The keywords of these words, in their order, made where they are new.

    Two schools may give the same new word at the same moment: both get the one row. A word that
    a moderator merged comes back as it is; ``keyword.merged_into`` says what took its place.
    Refuses as `words_of`.
    """
    wanted = words_of(words)
    found = _by_word(wanted)
    if missing := [Keyword(word=word) for word in wanted if word not in found]:
        Keyword.objects.bulk_create(missing, ignore_conflicts=True)
        found = _by_word(wanted)
    return [found[word] for word in wanted]


@transaction.atomic
def merge_keyword(keyword: Keyword, into: Theme | Term, *, by: Any) -> Retagged:
    """Let a keyword go up in a theme or term, and retag what used it.

    Merging twice into the same one only retags what was left or came since.

    Raises:
        PermissionDenied: ``by`` keeps no vocabularies.
        NotAReplacementError: ``into`` is retired.
        AlreadyMergedError: it went into another one before.
    """
    must_keep_vocabularies(by)
    locked = Keyword.objects.select_for_update(of=("self",), no_key=True).get(pk=keyword.pk)
    into.refresh_from_db()
    if into.is_retired:
        raise NotAReplacementError
    if locked.merged_into not in (None, into):
        raise AlreadyMergedError
    if locked.merged_into is None:
        locked.merged_into_theme = into if isinstance(into, Theme) else None
        locked.merged_into_term = into if isinstance(into, Term) else None
        locked.merged_at, locked.merged_by = timezone.now(), by
        locked.save()
    done = retagging.retag(locked, into, by=by)
    record(
        "merge_keyword",
        locked,
        by=by,
        into=f"{into._meta.label_lower} {into.pk}",
        retagged=done.changed,
        left=len(done.left),
    )
    keyword.refresh_from_db()
    return done


def _by_word(words: list[str]) -> dict[str, Keyword]:
    if not words:
        return {}
    return {keyword.word: keyword for keyword in Keyword.objects.filter(word__in=words)}
