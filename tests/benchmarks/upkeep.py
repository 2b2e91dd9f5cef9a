"""What it costs that the index follows one saved project: among a few projects, among many."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]


def compared(surroundings: Mapping[str, dict[str, str]], *, rounds: int) -> dict[str, float]:
    """The median of seconds a saved project costs in each database, asked in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in surroundings}
    with ExitStack() as stack:
        started = {name: stack.enter_context(_saver(env)) for name, env in surroundings.items()}
        for number in range(-3, rounds):
            for name, (asking, answering) in started.items():
                asking.write("save\n")
                asking.flush()
                took = float(answering.readline())
                if number >= 0:
                    seconds[name].append(took)
    return {name: statistics.median(listed) for name, listed in seconds.items()}


@contextmanager
def _saver(env: dict[str, str]) -> Any:
    command = [sys.executable, "-m", "tests.benchmarks.upkeep"]
    path = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**env, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asking, answering = process.stdin, process.stdout
        if asking is None or answering is None:
            raise RuntimeError("Er is geen lijn met het proces.")
        yield asking, answering
        asking.close()


def save_when_asked(asked: IO[str], told: IO[str]) -> None:
    """Let the index follow another project for every line: in a process of its own."""
    import time

    import django

    django.setup()
    from django.db import transaction

    from showcase.domain.indexing import index_projects
    from showcase.pages import ProjectPage

    keys = list(ProjectPage.objects.live().order_by("-pk").values_list("pk", flat=True)[:200])
    for turn, _line in enumerate(asked):
        project = ProjectPage.objects.filter(pk=keys[turn % len(keys)])
        summary = project.get().summary
        with transaction.atomic():
            project.update(summary=f"{summary} {turn}")
            started = time.perf_counter()
            index_projects([keys[turn % len(keys)]])
            took = time.perf_counter() - started
            project.update(summary=summary)
            index_projects([keys[turn % len(keys)]])
        told.write(f"{took}\n")
        told.flush()


if __name__ == "__main__":
    save_when_asked(sys.stdin, sys.stdout)
