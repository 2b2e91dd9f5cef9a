"""A large export in little memory: the command in a process of its own, measured."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.showcase.imports.exports import large_export

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
LIMIT = 200

#: Tells the peak of its only child, which is the command.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


@pytest.fixture
def manage(tmp_path):
    """Run ``manage.py`` on an SQLite of this test's own; give its output and peak in megabytes."""
    (tmp_path / "memory_settings.py").write_text(
        "from config.settings.base import *\n"
        "from config.settings.embedded import sqlite\n"
        "from pathlib import Path\n"
        "SECRET_KEY = 'alleen-voor-deze-test'\n"
        f"DATABASES = {{'default': sqlite(Path({str(tmp_path / 'db.sqlite3')!r}))}}\n"
        # Tables at once instead of every migration: only the import is measured.
        "class Nowhere(dict):\n"
        "    __contains__ = lambda self, app: True\n"
        "    __getitem__ = lambda self, app: None\n"
        "MIGRATION_MODULES = Nowhere()\n"
    )
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "memory_settings",
    }

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, sys.executable, str(ROOT / "manage.py"), *arguments],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        *output, peak = done.stdout.splitlines()
        return output, int(peak) * resource_unit() / MEGABYTE

    return run


def resource_unit():
    """Bytes in a unit of ``ru_maxrss``: kilobytes on Linux, bytes on macOS."""
    return 1 if sys.platform == "darwin" else 1024


def _import(manage, tmp_path, size):
    path = tmp_path / f"export-{size}.csv"
    rows = large_export(path, size)
    output, peak = manage("import_eplus", str(path), "--all", "--json")
    assert json.loads(output[-1]) == {
        "read": rows,
        "created": rows,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "failed": 0,
    }
    return peak


@pytest.mark.slow
def test_import_takes_no_more_memory_for_a_file_of_some_megabytes(manage, tmp_path):
    manage("migrate", "--run-syncdb", "--verbosity", "0")

    peak = _import(manage, tmp_path, 4 * MEGABYTE)

    assert peak < LIMIT


@pytest.mark.slow
def test_import_of_ninety_megabytes_stays_under_two_hundred(manage, tmp_path):
    manage("migrate", "--run-syncdb", "--verbosity", "0")

    peak = _import(manage, tmp_path, 90 * MEGABYTE)

    assert (tmp_path / f"export-{90 * MEGABYTE}.csv").stat().st_size >= 90 * MEGABYTE
    assert peak < LIMIT
