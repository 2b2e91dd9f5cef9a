"""The site that is measured: its database made once, served by two workers of gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
WORKERS = 2
STEPS = (("migrate",), ("load_demo",))


def surroundings(*, path: Path, url: str) -> dict[str, str]:
    """The environment of every process of the bench."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.bench",
        "BENCH_DATABASE": str(path),
        "BENCH_DATABASE_URL": url,
        "PYTHONPATH": str(ROOT / "platform"),
    }


def make_database(count: int, *, env: dict[str, str], path: Path) -> None:
    """Fill the database with ``count`` projects beside the samples; once, then it is kept up."""
    done = path.with_suffix(".done")
    path.parent.mkdir(parents=True, exist_ok=True)
    filling = (*STEPS, ("generate_projects", "--count", str(count)))
    for step in STEPS[:1] if done.exists() else filling:
        subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=env, check=True)
    done.touch()


@contextmanager
def served(env: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port on which the site answers, and the process of gunicorn."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--pythonpath", "platform"),
        *("--bind", f"{HOST}:{port}", "--workers", str(WORKERS), "--worker-class", "sync"),
        *("--no-control-socket", "--log-level", "warning", "--timeout", "120"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("De website startte niet.")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/hello/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("De website antwoordt niet.")


def peak_memory(process: subprocess.Popen[bytes]) -> int:
    """The most memory that a worker took, in MiB (Linux; elsewhere 0)."""
    peaks = [0]
    for worker in _workers(process):
        peaks += [
            int(line.split()[1]) // 1024
            for line in (worker / "status").read_text().splitlines()
            if line.startswith("VmHWM")
        ]
    return max(peaks)


def processor_time(process: subprocess.Popen[bytes]) -> float:
    """How much of the processor's time the workers took so far, in seconds (Linux; elsewhere 0)."""
    spent = [
        int((task / "schedstat").read_text().split()[0])
        for worker in _workers(process)
        for task in (worker / "task").iterdir()
    ]
    return sum(spent) / 1e9


def _workers(process: subprocess.Popen[bytes]) -> list[Path]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [Path("/proc", pid) for pid in children.read_text().split()] if children.exists() else []
