"""The client, and what its errors mean."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.elastic.unavailable import NotAsked, Unavailable

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_REFUSALS = {
    401: gettext_lazy("Elasticsearch aanvaardt onze sleutel niet."),
    403: gettext_lazy("Elasticsearch neemt geen wijzigingen aan (alleen lezen)."),
    404: gettext_lazy("De kopie in Elasticsearch ontbreekt of is van een oudere versie."),
    429: gettext_lazy("Elasticsearch heeft het te druk."),
}

_clients: dict[tuple[str, int], Elasticsearch] = {}
_lock = Lock()


def is_chosen() -> bool:
    """Whether Elasticsearch answers the finders' questions."""
    return str(settings.SEARCH_STORE) == "elasticsearch"


def client() -> Elasticsearch:
    """The client of this process; it never tries twice by itself."""
    # Half a second to import, and most sites have no use for it.
    from elasticsearch import Elasticsearch

    from search.elastic.deadline import PunctualNode

    key = (settings.ELASTICSEARCH_URL, os.getpid())
    with _lock:
        if key not in _clients:
            _clients[key] = Elasticsearch(
                [part.strip() for part in settings.ELASTICSEARCH_URL.split(",")],
                node_class=PunctualNode,
                connections_per_node=20,
                max_retries=0,
                retry_on_timeout=False,
                max_dead_node_backoff=2,
            )
        return _clients[key]


class Deadline:
    """The time that is left for one page's questions."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left.

        Raises:
            Unavailable: none.
        """
        left = self._until - time.monotonic()
        if left <= 0.005:
            raise Unavailable(_("Elasticsearch antwoordt te traag."))
        return left


@contextmanager
def understood() -> Iterator[None]:
    """Say in words what goes wrong between us and the server.

    Raises:
        Unavailable: for every error of the client.
    """
    from elastic_transport import ConnectionTimeout, TransportError
    from elasticsearch import ApiError, UnsupportedProductError

    try:
        yield
    except ConnectionTimeout as error:
        raise Unavailable(_("Elasticsearch antwoordt te traag.")) from error
    except (ApiError, UnsupportedProductError) as error:
        raise _refused(error) from error
    except TransportError as error:
        raise Unavailable(_("Elasticsearch is niet te bereiken.")) from error


def _refused(error: Any) -> Unavailable:
    status = error.meta.status
    if status in _REFUSALS:
        return Unavailable(str(_REFUSALS[status]))
    if status < 300:
        return Unavailable(_("Wat antwoordt, is geen Elasticsearch."))
    if status >= 500:
        return Unavailable(_("Elasticsearch is niet gezond."))
    return NotAsked(_("Elasticsearch begrijpt de vraag niet ({status}).").format(status=status))


def forget() -> None:
    """Close every connection, as a process that just started."""
    with _lock:
        for held in _clients.values():
            held.close()
        _clients.clear()
