"""Where to go when nothing was found: a broader choice, and the themes of which there is most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from search.contract import FinderQuery
from search.finder import IndexFinder
from search.index.keeping import last_seen
from search.values import ConceptValues

MOST_BROADER, MOST_THEMES = 2, 5


@dataclass(frozen=True)
class WayOn:
    """A question that finds something, in words, and how much it finds."""

    label: str
    url: str
    count: int


def broader_ways(finder: IndexFinder[Any], query: FinderQuery, path: str) -> list[WayOn]:
    """The same question with a broader theme, level or term; asked, so that it finds something."""
    return list(islice(_broader(finder, query, path), MOST_BROADER))


def _broader(finder: IndexFinder[Any], query: FinderQuery, path: str) -> Iterator[WayOn]:
    for name, key in islice(query.values(), 2 * MOST_BROADER):
        values = finder.facets[name].values
        if not isinstance(values, ConceptValues):
            continue
        concept = values.by_id.get(values.by_slug[key].broader_id)
        if concept is None or concept.slug in query.chosen[name]:
            continue
        kept = tuple(one for one in query.chosen[name] if one != key)
        wider = replace(query, chosen={**query.chosen, name: (*kept, concept.slug)}, page=1)
        if total := finder.find(wider).total:
            yield WayOn(concept.label, wider.address(path), total)


def themes_with_most(finder: IndexFinder[Any], query: FinderQuery, path: str) -> list[WayOn]:
    """The broad themes about which there is most, from sets in this process."""
    values = finder.facets["thema"].values
    if not isinstance(values, ConceptValues):
        return []
    current = last_seen()
    everything = current.of_kinds(finder.kinds)
    for name, default in finder.by_default.items():
        everything &= current.with_value(name, default)
    bare = replace(query, words=(), page=1, order=query.plain_order)
    none: dict[str, tuple[str, ...]] = dict.fromkeys(query.chosen, ())
    found = []
    for theme in values.broadest:
        bits = everything & current.with_value("thema", values.covered(theme.slug))
        if count := bits.bit_count():
            url = replace(bare, chosen={**none, "thema": (theme.slug,)}).address(path)
            found.append(WayOn(theme.label, url, count))
    return sorted(found, key=lambda way: -way.count)[:MOST_THEMES]
