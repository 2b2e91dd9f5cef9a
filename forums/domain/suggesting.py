"""Conclusions that say something similar, beside a recommendation that is being written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from search.engines.contract import Hit
from search.likeness import like
from showcase.enums import ConclusionStatus, FoundKind
from showcase.records import PolicyConclusion

#: How many are shown; a person decides.
MOST = 5


@dataclass(frozen=True)
class Suggestion:
    """A conclusion to rest on as well, and whether it adds a school to those chosen."""

    conclusion: PolicyConclusion
    adds_school: bool


def suggested_conclusions(
    chosen: Collection[PolicyConclusion], statement: str, *, offered: Iterable[int] = ()
) -> list[Suggestion]:
    """What is about the same as the ``chosen`` conclusions and the ``statement``, the likest first.

    Never one that is chosen already, withdrawn, or ``offered`` (keys) to choose from elsewhere on
    the page. They come from the search, with institution.
    """
    kind = FoundKind.CONCLUSION.value
    hits = like(
        [Hit(kind, one.pk) for one in sorted(chosen, key=lambda one: one.pk)],
        words=statement,
        kinds=[kind],
        narrowed={"status": (ConclusionStatus.PUBLISHED.value,)},
        without=[Hit(kind, key) for key in offered],
        most=MOST,
    )
    if not hits:
        return []
    rows = PolicyConclusion.objects.standing().select_related("institution")
    known = rows.in_bulk([hit.key for hit in hits])
    schools = {one.institution_id for one in chosen}
    return [
        Suggestion(known[hit.key], known[hit.key].institution_id not in schools)
        for hit in hits
        if hit.key in known
    ]
