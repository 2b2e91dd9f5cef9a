"""Elasticsearch in the bench: the site's copy filled and made larger, and asked without the site.

    BENCH_ELASTICSEARCH_URL=http://127.0.0.1:9200 ./run bench --count 20000
    BENCH_ELASTICSEARCH_URL=http://127.0.0.1:9200 ./run bench --count 20000 --documents 1000000

Documents that are not of the database are copies of those that are, under other ids and without the
rare word: what it finds is the same at every size, so only the size is measured.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlsplit

#: What a bulk request says: which document, or what it holds.
Line = dict[str, Any]
BATCH = 500
#: A word is rare that so many documents say, whatever form it has.
RARE = range(3, 16)
#: Six facets, as the SQL by hand has.
FACETS = ("thema", "niveau", "vorm", "land", "programma", "provincie")


def filled(env: dict[str, str], *, root: Any, documents: int) -> dict[str, str]:
    """The name under which the copy is asked, once it holds so many documents, and a rare word."""
    path = os.pathsep.join([str(root / "platform"), str(root), env.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "tests.benchmarks.elastic", str(documents)]
    told = subprocess.run(
        command, cwd=root, env=env | {"PYTHONPATH": path}, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, str] = json.loads(told.stdout.splitlines()[-1])
    return found


class Bare:
    """The request that somebody would write for a page, over one connection that stays open."""

    def __init__(self, url: str, name: str, narrowed: dict[str, Any]) -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port or 9200, timeout=60
        )
        self._address = f"/{name}/_search"
        self._body = json.dumps(
            {
                "query": {"bool": {"filter": [{"term": {"kind": "project"}}, narrowed]}},
                "size": 20,
                "sort": [{"published": "desc"}, {"key": "desc"}],
                "track_total_hits": True,
                "aggs": {f: {"terms": {"field": f"facets.{f}", "size": 200}} for f in FACETS},
            }
        )

    def __call__(self) -> int:
        """Ask it; one request.

        Raises:
            RuntimeError: nothing was found.
        """
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", self._address, body=self._body, headers=headers)
        response = self._connection.getresponse()
        found = json.loads(response.read())
        if response.status != 200 or not found["hits"]["total"]["value"]:
            raise RuntimeError(f"{self._address}: {response.status}")
        return 1

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def fill(documents: int) -> dict[str, str]:
    """Make the copy whole, and add to it until it holds so many; in a process of its own."""
    import django

    django.setup()
    from search.domain.copying import make_copy
    from search.elastic import writing
    from search.elastic.shape import asked_name
    from search.records import LIVE, Copy, IndexState, Shelf

    shelf = Shelf.objects.get(pk=IndexState.objects.get(pk=LIVE).live)
    make_copy(shelf)
    index = Copy.objects.get(pk=shelf.pk).index
    word, term = _rare_word(shelf)
    writing.make_visible(index)
    there = writing.count(index)
    copies = islice(_copies(shelf, term, first=there), max(0, documents - there))
    while some := list(islice(copies, BATCH)):
        _send(index, [line for pair in some for line in pair])
    writing.make_visible(index)
    return {"name": asked_name(shelf.generation), "word": word, "term": term}


def _send(index: str, lines: list[Line]) -> None:
    """Send a batch; a server that is busy gets it again, which changes nothing that it took."""
    from search.elastic import writing
    from search.elastic.unavailable import Unavailable

    for pause in (1, 5, 20, 60):
        try:
            writing.send(index, lines)
        except Unavailable:
            time.sleep(pause)
        else:
            return
    writing.send(index, lines)


def _rare_word(shelf: Any) -> tuple[str, str]:
    """A word that few documents hold, and its term."""
    from search.analysis.stems import stem
    from search.analysis.terms import PART_SIGN, leveled
    from search.records import KnownWord
    from search.stores import database_store

    words = KnownWord.objects.filter(shelf=shelf.pk, word__regex=r"^[a-z]{8,12}$")
    for word in words.order_by("pk").values_list("word", flat=True)[:3_000]:
        term = stem(word, "nl")
        asked = [*leveled(term), *leveled(term, PART_SIGN)]
        slots = {s for held in database_store().postings(shelf.pk, asked).values() for s in held}
        if len(slots) in RARE:
            return word, term
    raise LookupError("No word of the index is rare.")


def _copies(
    shelf: Any, term: str, *, first: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Without end: projects that do not say ``term``, each under another id."""
    from search.elastic.copied import FIELDS, document
    from search.index.keeping import MODELS
    from search.stores import database_store

    rows = MODELS[shelf.pk].objects.filter(gone=False, kind="project").only(*FIELDS)
    listed = list(rows.order_by("slot")[:2_000])
    terms = database_store().terms(shelf.pk, [row.slot for row in listed])
    made = [document(row, terms[row.slot]) for row in listed]
    plain = [one for one in made if term not in one["holds"]]
    for number, one in enumerate(cycle(plain), first):
        named = {"_id": f"copy:{number}", "version": 1, "version_type": "external_gte"}
        yield {"index": named}, {**one, "key": 10**9 + number}


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
