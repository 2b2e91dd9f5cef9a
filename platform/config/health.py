"""What tells a machine whether this process lives (``/healthz``) and can serve (``/readyz``)."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from search.elastic.breaker import breaker
from search.elastic.connection import is_chosen
from search.elastic.standing import standing
from search.elastic.watching import server_problem

GOOD = "in orde"


class Detail(str):
    """What is told and takes no traffic away: the pages are answered all the same."""

    __slots__ = ()


class HealthMiddleware:
    """Answers both addresses before anything else of a request is looked at.

    The first of all middleware: a probe comes by plain http, on any host name, without a session;
    it must not be sent to https, be refused for its host, or touch the database unasked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        if request.path_info == "/healthz":
            return _answer({"proces": GOOD})
        if request.path_info == "/readyz":
            return _answer(self._look())
        return self.get_response(request)

    def _look(self) -> dict[str, str]:
        found = {"databank": database_state()}
        if found["databank"] == GOOD:
            found["migraties"] = GOOD if self._migrated else migration_state()
            self._migrated = found["migraties"] == GOOD
        return found | {"cache": cache_state()} | self._details(found)

    def _details(self, found: dict[str, str]) -> dict[str, str]:
        """What there is to tell that stops no page: who finds, where that is a server beside."""
        if not is_chosen() or found.get("migraties") != GOOD:
            return {}
        return {"zoeken": Detail(finding_state())}


def database_state() -> str:
    """Say whether the database answers; never why not, since that names servers and accounts."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever a driver raises: the answer is the same
        connection.close()
        return "niet te bereiken"
    return GOOD


def migration_state() -> str:
    """Say how many migrations of this code the database still lacks."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return f"nog {missing} uit te voeren" if missing else GOOD


def cache_state() -> str:
    """Say whether the cache keeps what it is given."""
    try:
        cache.set("readyz", GOOD, 10)
        return GOOD if cache.get("readyz") == GOOD else "onthoudt niets"
    except Exception:  # whatever a client raises: the answer is the same
        return "niet te bereiken"


def finding_state() -> str:
    """Say whether Elasticsearch answers the finders, and if not, why the database does."""
    try:
        stands = standing()
    except Exception:  # whatever a driver raises: the line above says it already
        return "niet te bereiken"
    problem = stands.problem or breaker.reason or server_problem()
    if problem:
        return f"de databank antwoordt. {problem}"
    waiting = f", {stands.behind} wijzigingen te gaan" if stands.behind else ""
    return f"{GOOD} (elasticsearch{waiting})"


def _answer(found: dict[str, str]) -> HttpResponse:
    well = all(state == GOOD or isinstance(state, Detail) for state in found.values())
    response = HttpResponse(
        "".join(f"{name}: {state}\n" for name, state in found.items()),
        status=200 if well else 503,
        content_type="text/plain; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    return response
