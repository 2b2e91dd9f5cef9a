"""Elasticsearch for tests: the real one, with indexes of our own that are thrown away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from search.domain.copying import can_be_found, make_copy, send_changes
from search.domain.following import follow
from search.elastic import connection, standing, statistics, writing
from search.elastic.breaker import breaker
from search.index.keeping import MODELS
from search.records import LIVE, Copy, IndexState, Shelf
from search.stores import database_store
from tests.servers import elasticsearch_url

NAME = "elasticsearch"


@contextmanager
def elasticsearch(settings, url: str | None = None) -> Iterator[None]:
    """Let Elasticsearch answer."""
    settings.SEARCH_STORE = NAME
    settings.ELASTICSEARCH_URL = url or elasticsearch_url()
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
    # The machine of the tests has more to do.
    settings.ELASTICSEARCH_SECONDS = 10
    know_nothing()
    try:
        yield
    finally:
        settings.ELASTICSEARCH_URL = elasticsearch_url()
        connection.forget()
        writing.throw_away(but=tuple)
        know_nothing()


def emptied() -> None:
    """Nothing stands in the index of the database, whatever tests share."""
    for shelf, model in MODELS.items():
        model.objects.all().delete()
        database_store().clear(shelf)
    Shelf.objects.all().delete()


def know_nothing() -> None:
    """As a process that just started."""
    connection.forget()
    standing.forget()
    statistics.forget()
    breaker.succeeded()


def caught_up() -> Copy | None:
    """Send what changed, as the worker does, and let it be found at once."""
    live = IndexState.objects.filter(pk=LIVE).values_list("live", flat=True).first()
    shelf = Shelf.objects.filter(pk=live).first()
    if shelf is None:
        return None
    make_copy(shelf)
    copy = Copy.objects.get(pk=shelf.name)
    send_changes(copy)
    writing.make_visible(copy.index)
    can_be_found(copy, copy.version)
    return copy


__all__ = ["NAME", "caught_up", "elasticsearch", "emptied", "follow", "know_nothing"]
