"""The demo's processes, web and workers, until somebody stops them."""

import ctypes
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.places import LOGS, ROOT
from runner.problems import Problem, sentence_for
from runner.programs import manage, python, show_end, surroundings
from runner.telling import complain, tell

HOST = "127.0.0.1"
PATIENCE = 60.0
TIME_TO_STOP = 10.0
RESTARTS = 5
#: The queues of each worker: mail never waits behind an import.
WORKERS = {"worker": "default,index", "worker-imports": "imports"}


class Service:
    """One process of the demo and its log."""

    def __init__(
        self, name: str, command: list[str], *, env: dict[str, str], descriptor: int
    ) -> None:
        self.log: Path = LOGS / f"{name}.log"
        self._command, self._env, self._descriptor = command, env, descriptor
        self.start(mode="w")

    def start(self, *, mode: str = "a") -> None:
        """Start the process, in a session of its own: a Ctrl-C reaches it through us only."""
        LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open(mode) as output:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[self._descriptor],
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self.process.poll() is not None


def _end_with_parent() -> None:
    """Ask the kernel for SIGTERM when our parent dies, so that no orphan keeps the port."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def check_port(port: int) -> None:
    """Make sure that ``port`` can be served on.

    Raises:
        Problem: somebody else serves there, or the system keeps the port to itself.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Problem(f"Poort {port} mag ik niet gebruiken: kies er een boven 1023.") from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise Problem(
                f"Poort {port} is al in gebruik: kies een andere, "
                f"bijvoorbeeld ./run demo --port {other}."
            ) from error


@contextmanager
def services(port: int, descriptor: int) -> Iterator[tuple[Service, list[Service]]]:
    """Start web and workers; stop them all, whatever happens."""
    env = surroundings("demo", VERANKERD_ADDRESS=f"http://{HOST}:{port}", PYTHONUNBUFFERED="1")
    started: list[Service] = []
    try:
        started.append(Service("web", _web(port), env=env, descriptor=descriptor))
        for name, queues in WORKERS.items():
            command = manage("worker", "--queue-name", queues)
            started.append(Service(name, command, env=env, descriptor=descriptor))
        yield started[0], started[1:]
    finally:
        _stop(started)


def _web(port: int) -> list[str]:
    return python(
        *("-m", "gunicorn", "config.wsgi", "--pythonpath", "platform"),
        *("--bind", f"{HOST}:{port}", "--threads", "4", "--graceful-timeout", "5"),
        *("--no-control-socket", "--log-level", "warning"),
    )


def _stop(started: list[Service]) -> None:
    for service in started:
        if not service.has_ended():
            service.process.terminate()
    deadline = time.monotonic() + TIME_TO_STOP
    for service in started:
        try:
            service.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            service.process.kill()
            service.process.wait()


def wait_until_ready(web: Service, port: int) -> None:
    """Return once the web process answers.

    Raises:
        Problem: it stopped, or did not answer in time.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if web.has_ended():
            raise _ended(web)
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Problem(f"De website antwoordt niet: in {web.log} staat wat hij deed.")


def watch(web: Service, workers: list[Service]) -> None:
    """Stay until the web process stops; start a worker that fell over again.

    Raises:
        Problem: the web process stopped by itself, or the workers keep falling over.
    """
    restarts = 0
    while True:
        if web.has_ended():
            raise _ended(web)
        for worker in [worker for worker in workers if worker.has_ended()]:
            if restarts == RESTARTS:
                raise Problem(f"De werker valt telkens om: in {worker.log} staat waarom.")
            restarts += 1
            complain("De werker (die taken op de achtergrond doet) viel om; ik start hem opnieuw.")
            worker.start()
        time.sleep(0.3)


def _ended(web: Service) -> Problem:
    text = web.log.read_text(errors="replace")
    known = sentence_for(text)
    if known is None:
        show_end(text)
    tell()
    return Problem(known or f"De website is gestopt: in {web.log} staat waarom.")
