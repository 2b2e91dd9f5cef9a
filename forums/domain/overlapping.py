"""Where proposals meet what other projects concluded: the same policy domain, the same theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F

from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from forums.records import Proposal

#: As many as stand next to a proposal; beyond that, searching is better.
SHOWN = 5
#: Rows of a conclusion with a domain and a theme; more than the platform will know for years.
MOST = 5000


@dataclass(frozen=True)
class Overlap:
    """Conclusions of other projects that a proposal meets, the newest first."""

    shown: list[PolicyConclusion]
    more: int


def overlaps_of(proposals: Iterable[Proposal]) -> dict[int, Overlap]:
    """The overlap of each proposal, by its key: two statements, whatever their number.

    A conclusion overlaps when it stands, is of another project, and shares a policy domain and a
    theme of its project with one conclusion in the proposal. These come with their conclusions.
    """
    own = {one.pk: {known.pk: known for known in one.conclusions.all()} for one in proposals}
    keys = {key for known in own.values() for key in known}
    subjects = defaultdict(set)
    for key, domain, theme in _with_subjects(PolicyConclusion.objects.filter(pk__in=keys)):
        subjects[key].add((domain, theme))
    wanted = set().union(*subjects.values())
    about = _about(wanted) if wanted else {}
    overlaps = {}
    for proposal, known in own.items():
        met = {
            other
            for key, mine in known.items()
            for subject in subjects[key]
            for other in about.get(subject, ())
            if other.project_id != mine.project_id and other.pk not in known
        }
        newest = sorted(met, key=lambda one: (one.first_published_at, one.pk), reverse=True)
        overlaps[proposal] = Overlap(newest[:SHOWN], max(len(newest) - SHOWN, 0))
    return overlaps


def _with_subjects(found: Any) -> Any:
    return found.values_list("pk", "policy_domains", "project__themes")


def _about(subjects: set[tuple[int, int]]) -> dict[tuple[int, int], set[PolicyConclusion]]:
    """The standing conclusions about each of these pairs of a policy domain and a theme."""
    about = defaultdict(set)
    rows = PolicyConclusion.objects.standing().filter(
        policy_domains__in={domain for domain, _theme in subjects},
        project__themes__in={theme for _domain, theme in subjects},
    )
    subjected = rows.annotate(domain=F("policy_domains"), theme=F("project__themes"))
    for row in subjected.select_related("institution").order_by("-pk")[:MOST]:
        about[row.domain, row.theme].add(row)
    return about
