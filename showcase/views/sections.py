"""What the home page shows of projects and conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse

from institutions.records import Institution
from search.index.keeping import last_seen, snapshot
from showcase.enums import ConclusionStatus, FoundKind
from showcase.finding.lists import Lists
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.trail import Trail, is_lesson, trails_of
from showcase.views.cards import conclusion_cards, fetch_terms
from showcase.views.evidence import drawn_map
from sitepages import sections

RECENT = 4
#: Among which the example of the opening and those of different projects are looked for.
LATEST = 24


def register_sections() -> None:
    """Give the home page its counts, an example, what is new and the evidence map."""
    sections.register(10, "showcase/sections/opening.html", opening)
    sections.register(30, "showcase/sections/recent.html", recent)
    sections.register(40, "showcase/sections/evidence.html", evidence)


def opening(request: HttpRequest) -> dict[str, Any]:
    """The counts, and a real trail: of the latest conclusions, the one that came furthest."""
    latest = _latest(request)
    context: dict[str, Any] = {"counts": _counts(), "example": None}
    if latest.example is not None:
        context |= {"example": latest.example, "trail": latest.trails[latest.example.pk]}
    return context


def _counts() -> dict[str, int]:
    """How much there is to find, from the sets of the index; whose it is costs a statement."""
    current = snapshot()
    standing = current.with_value("status", [ConclusionStatus.PUBLISHED.value])
    theirs = ProjectPage.objects.live().filter(institution=OuterRef("pk"))
    return {
        "projects": current.of_kinds([FoundKind.PROJECT.value]).bit_count(),
        "schools": Institution.objects.filter(Exists(theirs)).count(),
        "conclusions": (current.of_kinds([FoundKind.CONCLUSION.value]) & standing).bit_count(),
    }


def recent(request: HttpRequest) -> dict[str, Any] | None:
    """The conclusions published last, less the opening's: what asks something of policy before
    lessons for schools, and different projects before more of the same.
    """
    latest = _latest(request)
    told = {latest.example.project_id} if latest.example is not None else set()
    fresh, more = [], []
    for conclusion in sorted(latest.conclusions, key=is_lesson):
        if conclusion.project_id not in told:
            told.add(conclusion.project_id)
            fresh.append(conclusion)
        elif conclusion != latest.example:
            more.append(conclusion)
    chosen = [*fresh, *more][:RECENT]
    if not chosen:
        return None
    return {
        "conclusions": conclusion_cards(chosen, trails=latest.trails),
        "conclusions_url": reverse("conclusions"),
    }


@dataclass
class _Latest:
    """The latest standing conclusions, with their trails."""

    conclusions: list[PolicyConclusion]
    trails: Mapping[int, Trail]

    @cached_property
    def example(self) -> PolicyConclusion | None:
        """The one that came furthest, the latest of those."""
        return max(self.conclusions, key=self._how_far, default=None)

    def _how_far(self, conclusion: PolicyConclusion) -> tuple[int, bool]:
        """How many stations it passed; one that asks for an answer goes before a lesson."""
        return self.trails[conclusion.pk].passed, not is_lesson(conclusion)


def _latest(request: HttpRequest) -> _Latest:
    """The latest conclusions, fetched once for all sections of a page."""
    kept = "_showcase_latest_conclusions"
    found: _Latest | None = getattr(request, kept, None)
    if found is None:
        conclusions = list(
            PolicyConclusion.objects.standing()
            .select_related("project", "institution")
            .order_by("-first_published_at", "-pk")[:LATEST]
        )
        fetch_terms(conclusions)
        found = _Latest(conclusions, trails_of(conclusions))
        setattr(request, kept, found)
    return found


def evidence(request: HttpRequest) -> dict[str, Any] | None:
    """The evidence map: how many projects there are about a broad theme at a broad level."""
    drawn = drawn_map(Lists(), last_seen())
    return {"map": drawn} if drawn else None
