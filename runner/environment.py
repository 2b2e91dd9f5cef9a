"""The environment in ``.venv``: what ``requirements/`` locks, by hash."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Literal

from runner.locking import alone
from runner.places import LOGS, PYTHON, REQUIREMENTS, ROOT, VENV
from runner.problems import FULL, Problem, sentence_for
from runner.telling import tell

Lock = Literal["production", "development"]
ROOM_NEEDED = 600 * 1024 * 1024
_STATE = VENV / "verankerd.json"
_PIP = (
    *(PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--no-deps"),
    *("--no-compile", "--disable-pip-version-check", "--retries", "2", "--requirement"),
)
_UV = (
    *(PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--require-hashes", "--no-deps"),
    *("--no-config", "--system-certs", "--no-progress", "--requirement"),
)


def ensure_environment(lock: Lock) -> None:
    """Make ``.venv`` hold what ``requirements/<lock>.txt`` names; do nothing when it does.

    An install that was broken off leaves no state file, and an environment without one is
    made anew, so half an environment is never used.

    Raises:
        Problem: no ``venv`` module, no network, no room, or a package that is not what it was.
    """
    if _is_current(lock):
        return
    with alone("environment") as descriptor:
        if _is_current(lock):
            return
        if _installed() is None or not _python_works():
            _make_anew(descriptor)
        _install(lock, descriptor)


def _digest(lock: Lock) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{lock}.txt").read_bytes()).hexdigest()


def _installed() -> dict[str, str] | None:
    """Return the digest of every lock that is installed; nothing for half an environment."""
    try:
        state = json.loads(_STATE.read_text())
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) else None


def _is_current(lock: Lock) -> bool:
    """Whether ``lock`` is installed: development holds all that production has."""
    installed = _installed()
    if installed is None or not PYTHON.exists():
        return False
    wanted = {name: _digest(name) for name in ("production", "development")}
    if installed.get("production") != wanted["production"]:
        return False
    return lock == "production" or installed.get("development") == wanted["development"]


def _python_works() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def _make_anew(descriptor: int) -> None:
    if shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Problem(FULL)
    tell("Ik maak een omgeving voor Python (.venv) …")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", VENV],
        check=False,
        capture_output=True,
        text=True,
        pass_fds=[descriptor],
    )
    if made.returncode != 0:
        output = made.stdout + made.stderr
        raise Problem(
            sentence_for(output)
            or "Python kan hier geen omgeving maken: installeer de module venv "
            "(bij Debian en Ubuntu het pakket python3-venv)."
        )


def _install(lock: Lock, descriptor: int) -> None:
    tell("Ik installeer de pakketten (de eerste keer duurt dat ongeveer een minuut) …")
    installed = _installed() or {}
    _STATE.unlink(missing_ok=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "install.log"
    with log.open("w") as output:
        # Twenty seconds sooner than pip alone, which does it where uv can't.
        done = _run((*_PIP, REQUIREMENTS / "installer.txt"), output, descriptor)
        if done.returncode == 0:
            wanted = REQUIREMENTS / f"{lock}.txt"
            done = _run((*_UV, wanted), output, descriptor)
            if done.returncode != 0:
                done = _run((*_PIP, wanted), output, descriptor)
    if done.returncode != 0:
        known = sentence_for(log.read_text(errors="replace"))
        raise Problem(known or f"De pakketten zijn niet geïnstalleerd: in {log} staat waarom.")
    installed["production"] = _digest("production")
    if lock == "development":
        installed["development"] = _digest("development")
    _STATE.write_text(json.dumps(installed))


def _run(
    command: tuple[str | Path, ...], output: IO[str], descriptor: int
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command, check=False, stdout=output, stderr=subprocess.STDOUT, pass_fds=[descriptor]
    )
