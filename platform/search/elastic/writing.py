"""What is changed on the server: indexes made, filled, shown, thrown away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from search.elastic.connection import client, understood
from search.elastic.shape import MAPPINGS, SETTINGS, asked_name, is_ours, written_name
from search.elastic.unavailable import Unavailable

#: What may take long, where nobody waits for a page.
PATIENCE = 10.0
#: What a write is answered with where something newer stands already.
NEWER = 409


class Missing(Unavailable):
    """The index is not there any more."""


@contextmanager
def _understood() -> Iterator[None]:
    """Say in words what goes wrong, and tell apart that an index is gone."""
    from elasticsearch import NotFoundError

    try:
        with understood():
            yield
    except Unavailable as error:
        if isinstance(error.__cause__, NotFoundError):
            raise Missing(_("De kopie in Elasticsearch ontbreekt.")) from error
        raise


def _server() -> Any:
    return client().options(request_timeout=PATIENCE)


def make(index: str) -> None:
    """Make an empty index that nobody asks yet.

    Raises:
        Unavailable: it could not be made.
    """
    with understood():
        _server().indices.create(
            index=index,
            settings=SETTINGS,
            mappings=MAPPINGS,
            aliases={written_name(index): {"is_write_index": True}},
            wait_for_active_shards="1",
        )


def send(index: str, operations: Iterable[dict[str, Any]]) -> int:
    """Write documents, each with its version; returns how many were written.

    What stands there in a newer version stays.

    Raises:
        Missing: there is no such index; none is made by writing.
        Unavailable: not everything was taken.
    """
    listed = list(operations)
    if not listed:
        return 0
    with understood():
        answered = _server().bulk(index=written_name(index), operations=listed, require_alias=True)
    written = 0
    for item in answered["items"]:
        status = item["index"]["status"]
        if status == 404:
            raise Missing(_("De kopie in Elasticsearch ontbreekt."))
        if status >= 300 and status != NEWER:
            raise Unavailable(_refusal(status, item["index"].get("error") or {}))
        written += status != NEWER
    return written


def _refusal(status: int, error: dict[str, Any]) -> str:
    if status == 403 or error.get("type") == "cluster_block_exception":
        return _("Elasticsearch neemt geen wijzigingen aan (alleen lezen).")
    return _("Elasticsearch weigert een document: {error}").format(
        error=str(error.get("reason", status))[:200]
    )


def make_visible(index: str) -> None:
    """Let everything that was written be found.

    Raises:
        Missing: there is no such index.
        Unavailable: it can't be asked.
    """
    with _understood():
        _server().indices.refresh(index=index)


def let_be_asked(index: str, generation: str) -> None:
    """Show an index under the name that questions go to, in place of any other, in one step.

    Raises:
        Missing: there is no such index.
        Unavailable: the server does not do it.
    """
    name = asked_name(generation)
    shown = _under(name)
    actions: list[dict[str, Any]] = [
        {"remove": {"index": other, "alias": name}} for other in shown if other != index
    ]
    actions.append({"add": {"index": index, "alias": name}})
    with _understood():
        _server().indices.update_aliases(actions=actions)


def throw_away(*, but: Callable[[], Collection[str]]) -> list[str]:
    """Delete every index of ours but those; returns their names.

    Which ones to keep is asked after it was seen which there are: one that is begun meanwhile is
    named before it is made, so it stays.
    """
    with understood():
        there = _server().indices.get_alias(index="*", expand_wildcards="open")
        kept = set(but())
        old = sorted(name for name in there.body if is_ours(name) and name not in kept)
        if old:
            _server().indices.delete(index=old, ignore_unavailable=True)
    return old


def count(index: str) -> int:
    """How many documents of things there are, as far as they are visible.

    Raises:
        Missing: there is no such index.
        Unavailable: it can't be asked.
    """
    with _understood():
        found = _server().count(index=index, query={"exists": {"field": "kind"}})
    return int(found["count"])


def is_asked(index: str, generation: str) -> bool:
    """Whether questions about a filling go to this index and no other."""
    return _under(asked_name(generation)) == {index}


def _under(name: str) -> set[str]:
    """The indexes that are asked under a name."""
    with understood():
        found = client().options(request_timeout=PATIENCE, ignore_status=404)
        answered = found.indices.get_alias(name=name)
    return set(answered.body) if answered.meta.status == 200 else set()
