"""Every count of a finder's page, in the one request that finds the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.elastic.wording import Query
from search.engines.contract import Asked, Tally, Union

#: More values than any list of ours has.
MOST_VALUES = 5_000
#: The names of what is asked beside the counts.
MATCHED, RELAXED = "matched", "relaxed"


def narrowing(narrowings: Mapping[str, Union], *, but: str = "") -> Query:
    """What every filter lets through, save one."""
    kept = [_having(name, values) for name, values in narrowings.items() if name != but]
    return {"bool": {"filter": kept}} if kept else {"match_all": {}}


def aggregations(asked: Asked) -> dict[str, Any]:
    """What is to be counted: of each filter the values, with all other filters on.

    Filters on which the same others are on are counted in one go.
    """
    found: dict[str, Any] = {MATCHED: {"filter": {"match_all": {}}}}
    for group, names in _groups(asked).items():
        counted: dict[str, Any] = {}
        for name in names:
            counted[f"values {name}"] = {"terms": {"field": f"facets.{name}", "size": MOST_VALUES}}
            if unions := asked.unions[name]:
                filters = {str(n): _having(name, values) for n, values in enumerate(unions)}
                counted[f"unions {name}"] = {"filters": {"filters": filters}}
        found[f"group {group}"] = {
            "filter": narrowing(asked.narrowings, but=group),
            "aggs": counted,
        }
    for name in asked.narrowed:
        if name in asked.by_default:
            rest = {**asked.narrowings, name: asked.by_default[name]}
            found[f"{RELAXED} {name}"] = {"filter": narrowing(rest)}
    return found


def tallies(asked: Asked, answered: Mapping[str, Any]) -> dict[str, Tally]:
    """The counts of every filter, from what the aggregations gave."""
    found = {}
    for group, names in _groups(asked).items():
        counted = answered[f"group {group}"]
        for name in names:
            counts: dict[Union, int] = {
                (bucket["key"],): bucket["doc_count"]
                for bucket in counted[f"values {name}"]["buckets"]
            }
            present = {value for (value,) in counts}
            if unions := asked.unions[name]:
                buckets = counted[f"unions {name}"]["buckets"]
                counts |= {values: buckets[str(n)]["doc_count"] for n, values in enumerate(unions)}
            found[name] = _tally(counts, present)
    return found


def without_filter(asked: Asked, answered: Mapping[str, Any], name: str) -> int:
    """How much there is when a chosen filter is left out."""
    if name in asked.by_default:
        return int(answered[f"{RELAXED} {name}"]["doc_count"])
    group = name if name in asked.narrowings else ""
    return int(answered[f"group {group}"]["doc_count"])


def nothing_counted(asked: Asked) -> dict[str, Tally]:
    """The counts where nothing answers."""
    return {name: _tally({}, set()) for name in asked.unions}


def _groups(asked: Asked) -> dict[str, list[str]]:
    """The filters to count, by the one filter that is left out while counting them."""
    groups: dict[str, list[str]] = {}
    for name in asked.unions:
        groups.setdefault(name if name in asked.narrowings else "", []).append(name)
    return groups


def _having(name: str, values: Iterable[str]) -> Query:
    return {"terms": {f"facets.{name}": list(values)}}


def _tally(counts: Mapping[Union, int], present: set[str]) -> Tally:
    return Tally(lambda values: counts.get(tuple(values), 0), present)
