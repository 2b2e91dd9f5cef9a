"""Starting the programs of the environment."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from runner.places import LOGS, PYTHON, ROOT
from runner.problems import Problem, sentence_for
from runner.telling import complain

LINES_SHOWN = 15


def python(*arguments: str | Path) -> list[str]:
    """Return the command that runs the environment's Python with ``arguments``."""
    return [str(PYTHON), *map(str, arguments)]


def manage(*arguments: str) -> list[str]:
    """Return the command that runs ``manage.py`` with ``arguments``."""
    return python(ROOT / "manage.py", *arguments)


def surroundings(settings: str | None = None, **more: str) -> dict[str, str]:
    """Return the environment variables for a program, on ``config.settings.<settings>``."""
    # What a program compiled is kept: the packages come in uncompiled, and many never run.
    left_out = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    variables = {name: value for name, value in os.environ.items() if name not in left_out}
    variables.pop("__PYVENV_LAUNCHER__", None)
    if settings is not None:
        variables["DJANGO_SETTINGS_MODULE"] = f"config.settings.{settings}"
    return variables | more


def run(command: Sequence[str], *, env: dict[str, str]) -> int:
    """Run ``command`` in the project's folder, on this terminal; return how it ended."""
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def become(command: Sequence[str], *, env: dict[str, str]) -> None:
    """Replace this process by ``command``, so that signals go straight to it."""
    os.chdir(ROOT)
    os.execve(command[0], list(command), env)  # noqa: S606


def run_quietly(
    command: Sequence[str], *, env: dict[str, str], log: str, what: str, descriptor: int
) -> None:
    """Run ``command`` with its output in ``var/log/<log>.log``; ``what`` names the step.

    Raises:
        Problem: it failed; a known cause is told in one sentence, else its last lines are shown.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("w") as output:
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[descriptor],
        ).returncode
    if ended == 0:
        return
    text = path.read_text(errors="replace")
    known = sentence_for(text)
    if known is None:
        show_end(text)
    raise Problem(known or f"{what} is niet gelukt: in {path} staat het hele verhaal.")


def show_end(text: str) -> None:
    """Show the last lines of a log."""
    for line in text.splitlines()[-LINES_SHOWN:]:
        complain(f"    {line}")
