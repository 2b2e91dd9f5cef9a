"""What the database says of the copy, asked at every question by one short statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from search.analysis.compounds import Lexicon
from search.elastic.unavailable import NotAsked
from search.index.keeping import lexicon_from
from search.records import LIVE, Shelf, ShelfName

#: A copy that misses a change for longer does not answer.
LATE = timedelta(seconds=30)

_STATEMENT = f"""
    SELECT state.live, state.version, state.words_stamp, shelf.generation,
        copy.generation, copy.version, copy.is_complete, copy.problem, missed.made_at,
        copy.visible
    FROM search_indexstate state
    LEFT JOIN search_shelf shelf ON shelf.name = state.live
    LEFT JOIN search_copy copy ON copy.shelf = state.live
    LEFT JOIN search_change missed ON missed.version = copy.version + 1
    WHERE state.id = {LIVE}
"""  # noqa: S608  (the key is ours)

_lexicons: dict[tuple[str, str], Lexicon] = {}


@dataclass(frozen=True)
class Standing:
    """The shelf that is read, its version, and what is wrong with its copy (nothing if empty)."""

    shelf: str = ShelfName.A.value
    version: int = 0
    words_stamp: str = ""
    generation: str = ""
    problem: str = ""
    behind: int = 0
    visible: int = -1

    @property
    def is_settled(self) -> bool:
        """Whether what is asked now answers the same until something is committed."""
        return self.visible == self.version

    @property
    def lineage(self) -> object:
        """The filling of the shelf."""
        return self.shelf, self.generation

    @property
    def lexicon(self) -> Lexicon:
        """What compounds of this filling were split by."""
        key = (self.shelf, self.generation)
        if key not in _lexicons:
            kept = Shelf.objects.filter(pk=self.shelf).values_list("lexicon", flat=True).first()
            if len(_lexicons) > 3:
                _lexicons.clear()
            _lexicons[key] = lexicon_from(kept or "")
        return _lexicons[key]


def standing() -> Standing:
    """How the copy stands now."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT)
        row = cursor.fetchone()
    if row is None:
        return Standing(problem=_("De zoekindex is nog leeg."))
    live, version, words_stamp, generation, copied, reached, whole, problem, missed, visible = row
    return Standing(
        shelf=live,
        version=version,
        words_stamp=words_stamp,
        generation=generation or "",
        problem=_problem(
            copied is not None and copied == generation and bool(whole),
            version - (reached or 0),
            problem or "",
            missed,
        ),
        behind=version - (reached or 0),
        visible=-1 if visible is None else visible,
    )


def must_be_well(found: Standing) -> Standing:
    """``found``, when its copy can be asked.

    Raises:
        NotAsked: it is not whole yet, or misses changes.
    """
    if found.problem:
        raise NotAsked(found.problem)
    return found


def forget() -> None:
    """Hold nothing, as a process that just started."""
    _lexicons.clear()


def _problem(is_whole: bool, behind: int, problem: str, missed: Any) -> str:
    if not is_whole:
        return problem or _("De kopie in Elasticsearch wordt nog gemaakt.")
    if behind <= 0:
        return ""
    if problem:
        return problem
    if missed is None or timezone.now() - _moment(missed) > LATE:
        return _("De kopie in Elasticsearch loopt {behind} wijzigingen achter.").format(
            behind=behind
        )
    return ""


def _moment(kept: Any) -> datetime:
    """A moment as the database gives it outside Django's models."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
