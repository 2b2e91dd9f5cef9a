"""Looking at the server itself, for who watches over the site."""

from __future__ import annotations

from django.utils.translation import gettext as _

from search.elastic.asking import ask
from search.elastic.connection import Deadline, client, understood
from search.elastic.shape import asked_name
from search.elastic.unavailable import Unavailable

SECONDS = 1.0


def server_problem() -> str:
    """What is wrong with the server, in words without addresses; nothing if it is well."""
    try:
        with understood():
            health = client().options(request_timeout=SECONDS).cluster.health()
    except Unavailable as problem:
        return str(problem)
    if health["status"] == "red":
        return _("Elasticsearch is niet gezond (rood).")
    return ""


def copy_problem(generation: str) -> str:
    """What is wrong with the server, or with a copy on it that should be well."""
    if problem := server_problem():
        return problem
    try:
        ask(asked_name(generation), {"size": 0, "query": {"match_all": {}}}, Deadline(SECONDS))
    except Unavailable as problem:
        return str(problem)
    return ""
