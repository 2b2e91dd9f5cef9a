"""What production demands and refuses, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runner.checks import throwaway_production

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {
    "SECRET_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_HOST",
}


def start(**changes):
    """Load production's settings with throwaway values and ``changes`` (None takes one away)."""
    values = throwaway_production() | changes
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    } | {name: value for name, value in values.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production as p; print(p.DEMO_ACCOUNTS)"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_all_it_demands_and_has_no_demo_accounts():
    assert set(throwaway_production()) == REQUIRED
    assert start().stdout == "False\n"


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_missing_variable_stops_the_start_by_its_name(name):
    done = start(**{name: None})

    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(f"KeyError: '{name}'")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": "short-but-random-8sS2"}, "SECRET_KEY"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY"),
        ({"SECRET_KEY": "alleen-voor-deze-machine-" + "x7Qp2LmZr9" * 5}, "SECRET_KEY"),
        ({"DATABASE_URL": "postgresql://verankerd@db/verankerd"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://verankerd:verankerd@db/verankerd"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://verankerd:postgres-1234567@db/verankerd"}, "DATABASE_URL"),
        ({"REDIS_URL": "redis://redis:6379/0"}, "REDIS_URL"),
        ({"REDIS_URL": "redis://:changeme-changeme@redis:6379/0"}, "REDIS_URL"),
        (
            {
                "SEARCH_STORE": "elasticsearch",
                "ELASTICSEARCH_URL": "http://one:9200,https://site:changeme-changeme@two:9200",
            },
            "ELASTICSEARCH_URL",
        ),
    ],
)
def test_weak_secret_stops_the_start_without_being_shown(changes, named):
    done = start(**changes)

    last = done.stderr.rstrip().splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("django.core.exceptions.ImproperlyConfigured:")
    assert named in last
    assert changes[named] not in done.stderr


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SEARCH_STORE": "solr"}, "SEARCH_STORE"),
        ({"SEARCH_STORE": "elasticsearch"}, "ELASTICSEARCH_URL"),
        ({"SEARCH_STORE": "elasticsearch", "ELASTICSEARCH_URL": "elasticsearch:9200"}, "ELASTIC"),
    ],
)
def test_a_search_that_can_not_be_stops_the_start(changes, named):
    done = start(**changes)

    assert done.returncode == 1
    assert named in done.stderr.rstrip().splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["development", "demo", "production"])
def test_failed_page_leaves_a_trace_in_the_log(settings):
    fail = (
        "import django, logging; django.setup();"
        " logging.getLogger('django.request').error('Internal Server Error: /mijn/')"
    )
    done = subprocess.run(
        [sys.executable, "-c", fail],
        env=throwaway_production()
        | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.endswith("ERROR django.request Internal Server Error: /mijn/\n")
