"""Rows of a shelf as Elasticsearch keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.analysis.folding import folded
from search.analysis.terms import WHOLE_SIGN
from search.stores import database_store

#: A title orders by no more than so many letters.
LONGEST_TITLE = 300
FIELDS = (
    "slot",
    "kind",
    "key",
    "version",
    "gone",
    "digest",
    "published",
    "title",
    "facets",
    "stream",
)
#: The document that tells how far a copy is.
MARK = "version"
#: So many documents go in one request.
BATCH = 500


def operations(shelf: str, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """What a bulk request says of ``rows``.

    With the row's version, so that nothing older ever stands in place of it. What is gone leaves
    an empty document: a deletion is forgotten by the server after a minute, an empty one never.
    """
    standing = [row.slot for row in rows if not row.gone]
    terms = database_store().terms(shelf, standing) if standing else {}
    for row in rows:
        yield {
            "index": {
                "_id": f"{row.kind}:{row.key}",
                "version": row.version,
                "version_type": "external_gte",
            }
        }
        yield {"slot": row.slot} if row.gone else document(row, terms.get(row.slot, []))


def mark(version: int, stamp: str) -> Iterator[dict[str, Any]]:
    """What a bulk request says of how far a copy is: the name of the last change that is in it.

    It is no document of a thing, so nothing finds or counts it.
    """
    yield {"index": {"_id": MARK, "version": version, "version_type": "external_gte"}}
    yield {"digest": f"{version} {stamp}"}


def document(row: Any, terms: Iterable[str]) -> dict[str, Any]:
    """The document of one row."""
    levels = sorted(terms)
    said, holds = set(), set()
    for leveled in levels:
        term, sign = leveled[:-2], leveled[-2]
        holds.add(term)
        if sign == WHOLE_SIGN:
            said.add(term)
    facets: dict[str, list[str]] = defaultdict(list)
    for pair in row.facets.split():
        name, _sign, value = pair.partition("=")
        facets[name].append(value)
    return {
        "slot": row.slot,
        "kind": row.kind,
        "key": row.key,
        "digest": row.digest,
        "published": row.published,
        "title": " ".join(folded(word) for word in row.title.split())[:LONGEST_TITLE],
        "levels": levels,
        "said": sorted(said),
        "holds": sorted(holds),
        "stream": row.stream,
        "facets": facets,
    }
