"""Whatever is killed when: nothing is lost, and nobody sees an error."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection, connections
from django.http import QueryDict
from django.utils import timezone

from search.domain import copying, rebuilding
from search.domain.following import follow
from search.domain.rebuilding import RebuildUnderWayError, rebuild
from search.domain.verifying import verify
from search.domain.verifying_copy import verify_copy
from search.elastic.breaker import breaker
from search.elastic.connection import client
from search.parameters import read_query
from search.records import Copy, Shelf
from tests.embedded import copy_tables
from tests.search.elastic import NAME, caught_up, elasticsearch, know_nothing
from tests.search.things import only_things, thing, thing_finder
from tests.servers import elasticsearch_home

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.elasticsearch,
    pytest.mark.slow,
]
ROOT = Path(__file__).resolve().parents[2]
WORDS = ["water", "vuur", "lucht", "aarde"]


@pytest.fixture
def things(settings, transactional_db):
    with elasticsearch(settings), only_things() as made:
        yield made


def find(address):
    finder = thing_finder()
    return finder.find(read_query(QueryDict(address), finder.shape))


def totals():
    return {word: find(f"q={word}").total for word in WORDS}


def plain_totals(things):
    return {word: sum(word in one.title.split() for one in things.values()) for word in WORDS}


def killed_within(seconds, act):
    """Do ``act`` in a process of its own, and kill it after so long, wherever it is then."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            leave_the_connections_of_the_parent()
            know_nothing()
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def leave_the_connections_of_the_parent():
    """Let a child make its own connection.

    While a browser runs in the parent, Django keeps another connection there than it did before:
    the child finds that earlier one, still open, and what it locks by it outlives the child.
    """
    for one in connections.all(initialized_only=True):
        one.connection = None


def edited(things, random, times=6):
    for _ in range(times):
        key = random.randint(1, 60)
        if key in things and random.random() < 0.25:
            things.drop(key)
        else:
            things.keep(thing(key, " ".join(random.sample(WORDS, 2)), day=random.randint(1, 28)))


def assert_equal_everywhere(things):
    caught_up()
    assert (verify(mend=False).total, verify_copy(mend=False)) == (0, 0)
    breaker.succeeded()
    assert (find("").store, totals()) == (NAME, plain_totals(things))


def test_a_worker_killed_anywhere_loses_no_edit_and_none_comes_out_of_order(things, monkeypatch):
    random = Random(7)
    monkeypatch.setattr(copying, "BATCH", 2)
    edited(things, random, 20)
    for _ in range(12):
        edited(things, random)
        killed_within(random.uniform(0.05, 0.6), _work)
    Copy.objects.update(beat_at=timezone.now() - timedelta(hours=1))

    assert_equal_everywhere(things)


def _work():
    while True:
        follow()


KEEP = """
from tests.search.things import only_things, thing
with only_things() as things:
    things.keep(thing(1, "water"), thing(2, "vuur"))
"""


def test_the_worker_of_the_site_makes_the_copy_and_comes_back(settings, things, tmp_path):
    (tmp_path / "worker_settings.py").write_text(
        "from config.settings.base import *\n"
        "from config.settings.embedded import sqlite\n"
        "from pathlib import Path\n"
        "SECRET_KEY = 'alleen-voor-deze-test'\n"
        "SEARCH_STORE = 'elasticsearch'\n"
        f"ELASTICSEARCH_URL = {settings.ELASTICSEARCH_URL!r}\n"
        f"ELASTICSEARCH_PREFIX = {settings.ELASTICSEARCH_PREFIX!r}\n"
        f"DATABASES = {{'default': sqlite(Path({str(tmp_path / 'db.sqlite3')!r}))}}\n"
    )

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=os.environ
            | {
                "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
                "DJANGO_SETTINGS_MODULE": "worker_settings",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    if not copy_tables(tmp_path / "db.sqlite3"):
        run("migrate", "--verbosity", "0")
    run("shell", "-c", KEEP)
    run("worker", "--batch")

    told = run("search", "status")
    assert told[-3:-2] == ["Nog te versturen: 0 wijzigingen"]
    assert told[-1] == "Elasticsearch antwoordt op de vragen."
    assert run("worker", "--batch") == []


def test_a_rebuild_killed_anywhere_is_gone_on_with(things, monkeypatch):
    random = Random(11)
    monkeypatch.setattr(copying, "BATCH", 3)
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    edited(things, random, 40)
    caught_up()
    for _ in range(8):
        killed_within(random.uniform(0.1, 1.0), rebuild)
        edited(things, random)
        caught_up()
        breaker.succeeded()
        assert totals() == plain_totals(things)
        hour = timezone.now() - timedelta(hours=1)
        Shelf.objects.update(beat_at=hour)
        Copy.objects.update(beat_at=hour)

    rebuild()

    assert_equal_everywhere(things)


def test_of_two_rebuilds_at_once_one_is_refused(things, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    things.keep(*(thing(number, "water") for number in range(1, 5)))
    refused = []

    def meanwhile(done, total):
        with pytest.raises(RebuildUnderWayError):
            rebuild()
        refused.append(done)

    rebuild(tell=meanwhile)

    assert refused == [1, 2, 3, 4, 4]
    assert_equal_everywhere(things)


# A server of our own, to be killed


class OwnServer:
    """An Elasticsearch that keeps its data while it is killed and started again."""

    def __init__(self, home: Path, folder: Path, port: int) -> None:
        self.home, self.folder, self.port = home, folder, port
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.settings = [
            "discovery.type=single-node",
            "xpack.security.enabled=false",
            "http.host=127.0.0.1",
            f"http.port={port}",
            f"path.data={folder}/data",
            f"path.logs={folder}/logs",
            "transport.port=0",
            "cluster.routing.allocation.disk.threshold_enabled=false",
        ]

    def start(self):
        as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        self.process = subprocess.Popen(
            [
                *(as_nobody if os.getuid() == 0 else []),
                self.home / "bin" / "elasticsearch",
                *(part for setting in self.settings for part in ("-E", setting)),
            ],
            env={
                **os.environ,
                "ES_JAVA_HOME": str(Path(shutil.which("java")).resolve().parents[1]),
                "ES_JAVA_OPTS": "-Xms256m -Xmx256m",
                "HOME": str(self.folder),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                client().options(request_timeout=2).cluster.health(wait_for_status="yellow")
                return
            except Exception:
                time.sleep(0.3)
        raise AssertionError("Elasticsearch does not start")

    def kill(self):
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def own_server(settings, transactional_db):
    home = elasticsearch_home()
    if home is None:
        pytest.skip("needs an unpacked Elasticsearch to start and kill: TEST_ELASTICSEARCH_HOME")
    with tempfile.TemporaryDirectory(prefix="verankerd-elastic-") as made:
        folder = Path(made)
        if os.getuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        server = OwnServer(home, folder, port)
        with elasticsearch(settings, server.url), only_things() as things:
            try:
                server.start()
                yield server, things
            finally:
                server.kill()


def test_killed_in_mid_traffic_nobody_sees_an_error_and_edits_are_all_there_afterwards(
    settings, own_server
):
    server, things = own_server
    random = Random(3)
    things.keep(*(thing(n, f"water {WORDS[n % 4]}", kleur=["rood"]) for n in range(1, 61)))
    caught_up()
    assert find("q=water&kleur=rood").store == NAME
    settings.ELASTICSEARCH_SECONDS = 0.8
    with visitors() as seen:
        while not seen or seen[-1][0] != NAME:
            time.sleep(0.1)
        server.kill()
        time.sleep(4)

    assert {store for store, _found, _took in seen} <= {NAME, connection.vendor}
    assert seen[-1][0] == connection.vendor
    assert all(found for _store, found, _took in seen)
    assert max(took for _store, _found, took in seen) < 1.5
    edited(things, random, 20)
    assert totals() == plain_totals(things)
    assert [follow().total_seconds() for _ in range(2)] == [1, 2]
    settings.ELASTICSEARCH_SECONDS = 10
    server.start()
    while Copy.objects.filter(failures__gt=0).exists() or not Copy.objects.get().is_complete:
        follow()
    assert_equal_everywhere(things)


@contextmanager
def visitors():
    """Four people who search all the time; what each page came from and how long it took."""
    seen, is_over = [], threading.Event()

    def visit(number):
        random = Random(number)
        try:
            while not is_over.is_set():
                began = time.monotonic()
                found = find(f"q=water+{random.choice(WORDS)}&kleur=rood")
                seen.append((found.store, bool(found.total), time.monotonic() - began))
                time.sleep(0.02)
        except BaseException as error:
            seen.append((repr(error), False, 0.0))
        finally:
            connections.close_all()

    people = [threading.Thread(target=visit, args=(number,)) for number in range(4)]
    for one in people:
        one.start()
    try:
        yield seen
    finally:
        is_over.set()
        for one in people:
            one.join()
