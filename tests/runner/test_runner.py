"""``./run`` in a folder of its own, with nothing to install."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from runner import preparing
from runner.problems import FULL, OFFLINE, sentence_for, sentence_for_error

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project of nothing but ``./run``, with its environment made."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "run", folder)
    shutil.copytree(ROOT / "runner", folder / "runner")
    (folder / "requirements").mkdir()
    for lock in ("installer", "production", "development"):
        (folder / "requirements" / f"{lock}.txt").write_text("# nothing\n")
    (folder / "manage.py").write_text("import sys\nprint('manage', *sys.argv[1:])\n")
    assert run(folder, "manage", "first").stdout.splitlines()[-1] == "manage first"
    shutil.copytree(folder / ".venv", folder / "whole", symlinks=True)
    return folder


@pytest.fixture
def project(made):
    """The project, its environment whole again afterwards."""
    yield made
    (made / "requirements" / "production.txt").write_text("# nothing\n")
    if not is_whole(made / ".venv", made / "whole"):
        shutil.rmtree(made / ".venv", ignore_errors=True)
        shutil.copytree(made / "whole", made / ".venv", symlinks=True)


def is_whole(venv, whole):
    state = venv / "verankerd.json"
    return (
        (venv / "bin" / "python").exists()
        and state.exists()
        and state.read_text() == (whole / "verankerd.json").read_text()
    )


def run(folder, *arguments, **env):
    return subprocess.run(
        [str(folder / "run"), *arguments],
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_environment_is_made_once(project):
    assert run(project, "manage", "again").stdout == "manage again\n"


@pytest.mark.parametrize(
    "damage",
    [
        lambda venv: (venv / "verankerd.json").unlink(),
        lambda venv: (venv / "verankerd.json").write_text("{half"),
        lambda venv: (venv / "bin" / "python").unlink(),
    ],
    ids=["broken off", "half a state", "no python"],
)
@pytest.mark.slow
def test_half_an_environment_is_made_anew(project, damage):
    damage(project / ".venv")

    done = run(project, "manage", "mended")

    assert "Ik maak een omgeving voor Python" in done.stdout
    assert done.stdout.splitlines()[-1] == "manage mended"


@pytest.mark.slow
def test_changed_lock_installs_again(project):
    (project / "requirements" / "production.txt").write_text(f"# changed {time.time()}\n")

    first, second = run(project, "manage", "one"), run(project, "manage", "two")

    assert "Ik installeer de pakketten" in first.stdout
    assert second.stdout == "manage two\n"


@pytest.mark.slow
def test_development_has_what_production_has(project):
    state = project / ".venv" / "verankerd.json"
    known = json.loads(state.read_text())
    state.write_text(json.dumps({**known, "development": known["production"]}))

    assert run(project, "manage", "fine").stdout == "manage fine\n"


@pytest.mark.slow
def test_two_runs_wait_for_each_other(project):
    shutil.rmtree(project / ".venv")

    both = [
        subprocess.Popen([str(project / "run"), "manage", str(number)], stdout=subprocess.PIPE)
        for number in (1, 2)
    ]

    lines = sorted(one.communicate(timeout=120)[0].decode().splitlines()[-1] for one in both)
    assert lines == ["manage 1", "manage 2"]


@pytest.mark.slow
def test_interrupted_install_leaves_nothing_that_passes_for_whole(project):
    shutil.rmtree(project / ".venv")
    broken = subprocess.Popen([str(project / "run"), "manage", "x"], stderr=subprocess.PIPE)
    while not (project / ".venv").exists():
        time.sleep(0.02)

    broken.send_signal(signal.SIGTERM)
    _, errors = broken.communicate(timeout=60)

    assert (broken.returncode, errors.decode().strip()) == (130, "Onderbroken.")
    assert run(project, "manage", "after").stdout.splitlines()[-1] == "manage after"


def test_mails_made_while_loading_lead_to_the_address_of_the_demo(tmp_path, monkeypatch):
    monkeypatch.setattr(preparing, "_STATE", tmp_path / "prepared.json")
    monkeypatch.setattr(preparing, "DATABASE", tmp_path / "none.sqlite3")
    monkeypatch.setattr(preparing, "alone", lambda what: nullcontext(0))
    addresses = []
    monkeypatch.setattr(
        preparing,
        "run_quietly",
        lambda command, *, env, **_more: addresses.append(env["VERANKERD_ADDRESS"]),
    )

    preparing.prepare_database(address="http://127.0.0.1:8172")

    assert addresses == ["http://127.0.0.1:8172"] * 2


@pytest.mark.slow
def test_taken_port_is_one_sentence(project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(project, "demo", "--port", str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"Poort {port} is al in gebruik: kies een andere, "
        f"bijvoorbeeld ./run demo --port {port + 1}.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nee"], "./run nee bestaat niet: ./run help toont wat er wel is.\n"),
        (
            ["demo", "--port", "70000"],
            "Poort 70000 bestaat niet: kies een getal van 1 tot 65535.\n",
        ),
        (
            ["demo", "--poort", "1"],
            "Dit begrijp ik niet bij ./run demo: ./run help toont wat kan.\n",
        ),
    ],
)
@pytest.mark.slow
def test_misunderstanding_is_one_sentence(project, arguments, sentence):
    done = run(project, *arguments)

    assert (done.returncode, done.stderr) == (1, sentence)


def test_machine_without_python_is_told_so(project, tmp_path):
    for tool in ("dirname", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool))

    done = run(project, "help", PATH=str(tmp_path), PYTHON="")

    assert done.returncode == 1
    assert done.stderr == (
        "Verankerd heeft Python 3.11 of nieuwer nodig, en die staat niet op deze computer.\n"
    )


@pytest.mark.slow
def test_unreachable_packages_are_one_sentence(project):
    lock = project / "requirements" / "production.txt"
    lock.write_text("six==1.17.0 --hash=sha256:" + "0" * 64 + "\n")

    done = run(project, "manage", "x", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_FIND_LINKS="")

    assert (done.returncode, done.stderr) == (1, OFFLINE + "\n")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", FULL),
        ("sqlite3.OperationalError: database or disk is full", FULL),
        ("Could not find a version. No matching distribution found for wagtail", OFFLINE),
        ("Traceback: something else", None),
    ],
)
def test_known_causes_have_a_sentence(output, sentence):
    assert sentence_for(output) == sentence


def test_refused_write_names_the_place():
    error = PermissionError(13, "Permission denied", "/srv/var")

    assert sentence_for_error(error) == (
        "Hier mag ik niet schrijven (/srv/var): kijk de rechten van de map na."
    )
    assert sentence_for_error(OSError(28, "No space left on device")) == FULL
