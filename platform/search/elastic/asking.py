"""One request and its answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from search.elastic.connection import Deadline, client, understood
from search.elastic.unavailable import Unavailable

Body = dict[str, Any]
_THINGS = {"exists": {"field": "kind"}}


def ask(name: str, body: Body, deadline: Deadline) -> dict[str, Any]:
    """What the index under ``name`` answers to ``body``, whole and in time.

    Raises:
        Unavailable: it does not.
    """
    left = deadline.left
    with understood():
        found = dict(
            client()
            .options(request_timeout=left)
            .search(
                index=name,
                body={**body, "timeout": f"{max(1, round(left * 1000))}ms"},
                allow_partial_search_results=False,
            )
        )
    if found["timed_out"]:
        raise Unavailable(_("Elasticsearch antwoordt te traag."))
    if found["_shards"]["failed"]:
        raise Unavailable(_("Elasticsearch is niet gezond."))
    return found


def holds_nothing(name: str, deadline: Deadline) -> bool:
    """Whether there is no document of any thing under ``name``."""
    body = {"size": 0, "track_total_hits": 1, "query": _THINGS}
    return not ask(name, body, deadline)["hits"]["total"]["value"]
