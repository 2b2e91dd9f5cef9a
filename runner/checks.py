"""``./run check``: what reads the code without running it."""

import os
import secrets
from collections.abc import Iterator
from typing import NamedTuple

from runner.places import ROOT, VENV
from runner.programs import manage, python, run, surroundings
from runner.telling import tell


class Check(NamedTuple):
    """One program that must end well."""

    name: str
    command: list[str]
    env: dict[str, str]


def check() -> int:
    """Run every check, even after one failed; return how many did."""
    failed = []
    for one in _checks():
        tell(f"── {one.name}")
        if run(one.command, env=one.env) != 0:
            failed.append(one.name)
    tell()
    tell(f"Niet in orde: {', '.join(failed)}." if failed else "Alles in orde.")
    return len(failed)


def _checks() -> Iterator[Check]:
    plain = surroundings("test")
    layers = surroundings("test", PYTHONPATH=os.pathsep.join([str(ROOT / "platform"), str(ROOT)]))
    yield Check("ruff check", python("-m", "ruff", "check", "."), plain)
    yield Check("ruff format", python("-m", "ruff", "format", "--check", "."), plain)
    yield Check("djade", [str(VENV / "bin" / "djade"), "--check", *_templates()], plain)
    yield Check("import-linter", python("-c", _LINT_IMPORTS), layers)
    yield Check("migraties", manage("makemigrations", "--check", "--dry-run"), plain)
    yield Check(
        "productie-instellingen",
        manage("check", "--deploy", "--fail-level", "WARNING"),
        surroundings("production", **throwaway_production()),
    )
    yield Check("mypy", python("-m", "mypy"), plain)


_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _templates() -> list[str]:
    return sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))


def throwaway_production() -> dict[str, str]:
    """Return the variables that production demands, with values that no server has."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": f"postgresql://verankerd:{secrets.token_urlsafe(24)}@127.0.0.1:1/verankerd",
        "REDIS_URL": f"redis://:{secrets.token_urlsafe(24)}@127.0.0.1:1/0",
        "PUBLIC_URL": "https://verankerd.example",
        "ALLOWED_HOSTS": "verankerd.example",
        "DEFAULT_FROM_EMAIL": "Verankerd <verankerd@verankerd.example>",
        "EMAIL_HOST": "127.0.0.1",
    }
