"""The servers that some tests need, and where they are."""

import os
import shutil
from collections.abc import Callable, Container
from pathlib import Path
from typing import NamedTuple


class Server(NamedTuple):
    """A marker of pytest, what it stands for, and how to see that it is there."""

    marker: str
    name: str
    variable: str
    is_there: Callable[[], bool]

    @property
    def reason(self) -> str:
        return f"needs {self.name}: set {self.variable}"


def database_url() -> str | None:
    """The PostgreSQL on which the whole suite runs, if it does."""
    return os.environ.get("TEST_DATABASE_URL")


def redis_url() -> str | None:
    """The Redis that tests may use and empty."""
    return os.environ.get("TEST_REDIS_URL")


def elasticsearch_url() -> str | None:
    """The Elasticsearch in which tests may make and delete indexes of their own."""
    return os.environ.get("TEST_ELASTICSEARCH_URL")


def elasticsearch_home() -> Path | None:
    """An unpacked Elasticsearch, for tests that start one of their own and kill it."""
    home = Path(os.environ.get("TEST_ELASTICSEARCH_HOME", ""))
    return home if (home / "bin" / "elasticsearch").is_file() else None


def chromium() -> str | None:
    """The browser that ``TEST_CHROMIUM`` names, by path or by command."""
    named = os.environ.get("TEST_CHROMIUM", "")
    return named if Path(named).is_file() else shutil.which(named)


def vnu_jar() -> Path | None:
    """The Nu Html Checker that ``TEST_VNU_JAR`` names, when there is a Java to run it."""
    jar = Path(os.environ.get("TEST_VNU_JAR", ""))
    return jar if jar.is_file() and shutil.which("java") else None


SERVERS = (
    Server("postgres", "PostgreSQL", "TEST_DATABASE_URL", lambda: database_url() is not None),
    Server("redis", "Redis", "TEST_REDIS_URL", lambda: redis_url() is not None),
    Server(
        "elasticsearch",
        "Elasticsearch",
        "TEST_ELASTICSEARCH_URL",
        lambda: elasticsearch_url() is not None,
    ),
    Server("browser", "Chromium", "TEST_CHROMIUM", lambda: chromium() is not None),
    Server("vnu", "the Nu Html Checker and Java", "TEST_VNU_JAR", lambda: vnu_jar() is not None),
)


def demanded() -> frozenset[str]:
    """The markers whose server must be there: ``REQUIRE_SERVERS=1`` is all of them."""
    value = os.environ.get("REQUIRE_SERVERS", "")
    if value in {"1", "all"}:
        return frozenset(server.marker for server in SERVERS)
    return frozenset(part.strip() for part in value.split(",") if part.strip())


def takes_its_time(markers: Container[str]) -> bool:
    """Whether a slow test with ``markers`` runs: all do where nothing may be skipped.

    ``TEST_SLOW=1`` runs all of them, ``TEST_SLOW=both`` those whose subject is the database.
    """
    asked = os.environ.get("TEST_SLOW")
    everything = asked == "1" or os.environ.get("REQUIRE_SERVERS") in {"1", "all"}
    return everything or (asked == "both" and "both" in markers)
