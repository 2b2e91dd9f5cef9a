"""The judged set: what people type, and what they should find in the sample content."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from pathlib import Path

from django.http import QueryDict

from search.parameters import read_query
from showcase.demo.loading import PROJECTS
from showcase.demo.writing import child_uuid
from showcase.finding import conclusion_finder, project_finder

JUDGEMENTS = Path(__file__).with_name("judgements.json")


@dataclass(frozen=True)
class Judged:
    """One question, the first ten it found, and the places of what was wanted (from 0)."""

    kind: str
    text: str
    wanted: int
    places: tuple[int, ...]
    ten: tuple[int, ...] = ()
    store: str = ""

    @property
    def first(self) -> bool:
        """Whether something wanted came first."""
        return 0 in self.places

    @property
    def first_three(self) -> bool:
        """Whether something wanted was among the first three."""
        return any(place < 3 for place in self.places)

    @property
    def ndcg(self) -> float:
        """How near the order is to the best one (nDCG at 10)."""
        gained = sum(1 / log2(place + 2) for place in self.places)
        return gained / sum(1 / log2(place + 2) for place in range(self.wanted))


def judge() -> list[Judged]:
    """Ask every question of the judged set."""
    samples = json.loads(PROJECTS.read_text(encoding="utf-8"))["projects"]
    slugs = {sample["slug"]: sample["id"] for sample in samples}
    uuids = {
        child_uuid(sample["id"], one["id"]): f"{sample['id']}.{one['id']}"
        for sample in samples
        for one in sample["policy_conclusions"]
    }
    found = []
    for row in json.loads(JUDGEMENTS.read_text(encoding="utf-8"))["queries"]:
        finder = project_finder() if row["in"] == "projects" else conclusion_finder()
        params = QueryDict(mutable=True)
        params["q"] = row["q"]
        answer = finder.find(read_query(params, finder.shape))
        page = list(answer.page)[:10]
        names = [
            slugs.get(one.slug) if row["in"] == "projects" else uuids.get(one.uuid) for one in page
        ]
        places = tuple(place for place, name in enumerate(names) if name in row["wanted"])
        found.append(
            Judged(
                row["kind"],
                row["q"],
                len(row["wanted"]),
                places,
                tuple(one.pk for one in page),
                answer.store,
            )
        )
    return found


def table(judged: list[Judged]) -> list[str]:
    """The measure by kind, as lines to print."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        kinds[one.kind].append(one)
    kinds["all"] = judged
    lines = [f"{'kind':14}{'n':>4}{'first':>8}{'3':>8}{'nDCG@10':>9}"]
    for kind, rows in kinds.items():
        shares = (sum(r.first for r in rows), sum(r.first_three for r in rows))
        first, three = (share / len(rows) for share in shares)
        ndcg = sum(row.ndcg for row in rows) / len(rows)
        lines.append(f"{kind:14}{len(rows):>4}{first:>8.0%}{three:>8.0%}{ndcg:>9.3f}")
    return lines
