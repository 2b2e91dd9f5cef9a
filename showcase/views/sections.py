"""What the home page shows of projects and conclusions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from showcase.finding.layers import three_layers, two_layers
from showcase.pages import ProjectPage
from showcase.records import PolicyConclusion
from showcase.trail import Trail, is_lesson, trails_of
from showcase.views.cards import conclusion_cards, fetch_terms
from sitepages import sections
from ui.evidence import EvidenceMap, evidence_map
from vocabularies.records import EducationLevel, Theme

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
    counts = ProjectPage.objects.live().aggregate(
        projects=Count("pk", distinct=True),
        schools=Count("institution", distinct=True),
        conclusions=Count(
            "conclusions", filter=Q(conclusions__withdrawn_at__isnull=True), distinct=True
        ),
    )
    latest = _latest(request)
    context: dict[str, Any] = {"counts": counts, "example": None}
    if latest.example is not None:
        context |= {"example": latest.example, "trail": latest.trails[latest.example.pk]}
    return context


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
    counts = _counts()
    if not counts:
        return None
    return {"map": drawn_map(counts)}


def _counts() -> dict[tuple[int, int], int]:
    rows = (
        ProjectPage.objects.live()
        .order_by()
        .annotate(
            map_theme=two_layers("theme_links__tag")[0],
            map_level=three_layers("level_links__tag")[0],
        )
        .values("map_theme", "map_level")
        .annotate(number=Count("pk", distinct=True))
    )
    return {
        (row["map_theme"], row["map_level"]): row["number"]
        for row in rows
        if row["map_theme"] and row["map_level"]
    }


def drawn_map(counts: dict[tuple[int, int], int]) -> EvidenceMap:
    """The map of ``counts``, with every broad theme and every broad level that has any."""
    themes = Theme.objects.filter(broader=None, replaced_by=None).order_by("order", "pk")
    levels = list(EducationLevel.objects.filter(broader=None).order_by("order", "pk"))
    shown = [level for level in levels if any(key[1] == level.pk for key in counts)]
    rows = []
    for theme in themes:
        cells = [
            (
                counts.get((theme.pk, level.pk), 0),
                f"{reverse('projects')}?{urlencode({'thema': theme.slug, 'niveau': level.slug})}",
            )
            for level in shown
        ]
        if not theme.is_retired or any(count for count, _url in cells):
            rows.append((theme.label, cells))
    return evidence_map([_breakable(level.label) for level in shown], rows)


def _breakable(label: str) -> str:
    """``label`` with a place to break its longest compounds; not every browser knows Dutch."""
    return re.sub(r"(?<=\w)onderwijs", "\u00adonderwijs", label)
