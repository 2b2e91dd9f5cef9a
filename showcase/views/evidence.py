"""The evidence map: how many projects there are about each broad theme at each broad level."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.http import urlencode

from search.index.snapshot import Snapshot
from showcase.enums import FoundKind
from showcase.finding.lists import Lists
from ui.evidence import EvidenceMap, evidence_map


def drawn_map(lists: Lists, current: Snapshot) -> EvidenceMap | None:
    """The map, from sets of the index in this process: it asks the database nothing.

    With every broad theme, also where nothing is known, and every broad level that has any.
    Nothing where there is no project with both.
    """
    projects = current.of_kinds([FoundKind.PROJECT.value])
    levels = [
        (level, projects & current.with_value("niveau", lists.levels.covered(level.slug)))
        for level in lists.levels.broadest
    ]
    themes = [
        (theme, current.with_value("thema", lists.themes.covered(theme.slug)))
        for theme in lists.themes.broadest
    ]
    counts = {
        (theme.slug, level.slug): (about & at).bit_count()
        for theme, about in themes
        for level, at in levels
    }
    shown = [level for level, _at in levels if any(counts[t.slug, level.slug] for t, _ in themes)]
    rows = []
    for theme, _about in themes:
        numbers = [counts[theme.slug, level.slug] for level in shown]
        if any(numbers) or theme.retired_at is None:
            cells = zip(numbers, (_address(theme.slug, level.slug) for level in shown), strict=True)
            rows.append((theme.label, list(cells)))
    return evidence_map([_breakable(level.label) for level in shown], rows) if shown else None


def _address(theme: str, level: str) -> str:
    return f"{reverse('projects')}?{urlencode({'thema': theme, 'niveau': level})}"


def _breakable(label: str) -> str:
    """``label`` with a place to break its longest compounds; not every browser knows Dutch."""
    return re.sub(r"(?<=\w)onderwijs", "\u00adonderwijs", label)
