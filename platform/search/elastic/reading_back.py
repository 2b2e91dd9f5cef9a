"""What the copy holds, to compare."""

from __future__ import annotations

from collections import defaultdict

from search.elastic.asking import ask
from search.elastic.connection import Deadline
from search.elastic.copied import MARK
from search.elastic.writing import PATIENCE

#: More documents than one page of slots can have, unless something is wrong.
MOST = 10_000


def last_change(index: str) -> tuple[int, str] | None:
    """The version and the name of the last change that a copy says it holds.

    Raises:
        Unavailable: it can't be asked.
    """
    body = {
        "query": {"ids": {"values": [MARK]}},
        "docvalue_fields": ["digest"],
        "stored_fields": "_none_",
    }
    for hit in ask(index, body, Deadline(PATIENCE))["hits"]["hits"]:
        version, _sign, stamp = hit["fields"]["digest"][0].partition(" ")
        return int(version), stamp
    return None


def digests(index: str, after: int, upto: int | None) -> dict[int, list[str]]:
    """The digests of the documents whose slot comes after one, up to another, by slot.

    One in each slot, unless something is wrong.

    Raises:
        Unavailable: it can't be asked.
    """
    between: dict[str, int] = {"gt": after}
    if upto is not None:
        between["lte"] = upto
    body = {
        "query": {
            "bool": {"filter": [{"range": {"slot": between}}, {"exists": {"field": "kind"}}]}
        },
        "size": MOST,
        "docvalue_fields": ["slot", "digest"],
        "stored_fields": "_none_",
        "track_total_hits": False,
    }
    found = ask(index, body, Deadline(PATIENCE))["hits"]["hits"]
    held: dict[int, list[str]] = defaultdict(list)
    for hit in found:
        held[hit["fields"]["slot"][0]] += hit["fields"].get("digest", [""])
    return held
