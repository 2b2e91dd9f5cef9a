"""The very commands of the compose file, with production settings, on real servers."""

import os
import secrets
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml

from runner.checks import throwaway_production
from tests.servers import database_url, redis_url

pytestmark = [pytest.mark.postgres, pytest.mark.redis]

ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def command(service):
    """The command of ``service``, run by this Python's programs."""
    return shlex.split(SERVICES[service]["command"])


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    """Production's variables, for a database that lives as long as this module."""
    server, name = database_url(), f"production_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    bin_folder = tmp_path_factory.mktemp("bin")
    for program, arguments in (("python", ""), ("gunicorn", "-m gunicorn")):
        script = bin_folder / program
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        script.chmod(0o755)
    folder = tmp_path_factory.mktemp("srv")
    (folder / "static").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = throwaway_production() | {
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}")),
        "REDIS_URL": redis_url(),
        "TRUST_PROXY": "1",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "WEB_CONCURRENCY": "1",
        "BIND": f"127.0.0.1:{port}",
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PYTHONPATH": "",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    ours = ("TEST_", "DJANGO_")  # what the test run itself set, the browser's among it
    inherited = {n: v for n, v in os.environ.items() if not any(mark in n for mark in ours)}
    yield inherited | variables
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def ended(env, *arguments, **changes):
    return subprocess.run(
        arguments,
        cwd=ROOT,
        env=env | changes,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def get(env, path, **headers):
    request = urllib.request.Request(f"http://{env['BIND']}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture(scope="module")
def unmigrated_answer(env):
    """What ``/readyz`` says before anything ran."""
    web, answer = serve(env)
    web.terminate()
    web.wait(60)
    return answer


def serve(env):
    """Start the web process; return it and what ``/readyz`` says."""
    web = subprocess.Popen(
        command("web"), cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        assert web.poll() is None, "gunicorn stopped"
        try:
            if get(env, "/healthz")[0] == 200:
                return web, get(env, "/readyz")
        except OSError:
            time.sleep(0.1)
    web.kill()
    raise AssertionError("gunicorn does not answer")


@pytest.fixture(scope="module")
def migrated(env, unmigrated_answer):
    """The database after the compose file's migrate command."""
    done = ended(env, *command("migrate"))
    assert done.returncode == 0, done.stderr
    collected = ended(
        env, "python", "manage.py", "collectstatic", "--no-input",
        DJANGO_SETTINGS_MODULE="config.settings.build",
    )  # fmt: skip
    assert collected.returncode == 0, collected.stderr


@pytest.fixture(scope="module")
def web(env, migrated):
    """The compose file's web command, serving."""
    process, answer = serve(env)
    yield answer
    process.terminate()
    assert process.wait(60) == 0


def test_web_without_migrations_is_alive_but_not_ready(unmigrated_answer):
    status, text = unmigrated_answer

    assert status == 503
    assert "databank: in orde\nmigraties: nog " in text


def test_web_is_ready_after_migrating(web):
    assert web == (200, "databank: in orde\nmigraties: in orde\ncache: in orde\n")


def test_probe_of_the_compose_file_succeeds(env, web):
    probe = SERVICES["web"]["healthcheck"]["test"][1:]
    here = [part.replace("127.0.0.1:8000", env["BIND"]) for part in probe]

    assert ended(env, *here).returncode == 0


def test_site_is_served_over_https_only_and_by_its_own_name(env, web):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    opener = urllib.request.build_opener(Stay)
    plain = urllib.request.Request(f"http://{env['BIND']}/", headers={"Host": "verankerd.example"})
    with pytest.raises(urllib.error.HTTPError) as redirect:
        opener.open(plain, timeout=30)
    with redirect.value as response:
        assert response.code == 301
        assert response.headers["Location"] == "https://verankerd.example/"

    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    assert get(env, "/", Host="verankerd.example", **proxied)[0] == 200
    assert get(env, "/", Host="elders.example", **proxied)[0] == 400


def test_worker_of_the_compose_file_works_off_the_queue(env, migrated):
    queued = ended(
        env, "python", "manage.py", "shell", "--no-imports", "-c",
        "from jobs.tasks import tidy_by_the_clock; tidy_by_the_clock.enqueue()",
    )  # fmt: skip
    worked = ended(env, *command("worker"), "--batch", "--no-startup-delay")
    probed = ended(env, *SERVICES["worker"]["healthcheck"]["test"][1:])

    assert queued.returncode == 0, queued.stderr
    assert worked.returncode == 0, worked.stderr
    assert "state=SUCCESSFUL" in worked.stdout + worked.stderr
    assert (probed.returncode, probed.stdout) == (0, "De wachtrij beweegt.\n")


def test_production_settings_pass_the_deploy_check(env):
    checked = ended(env, "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr
