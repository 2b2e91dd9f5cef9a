"""The worker as a process of its own, on a database of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.embedded import copy_tables

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
from jobs.domain.starting import start_job
from tests.jobs import work
for task, arguments in ((work.count, {"upto": 4}), (work.stop_with_a_reason, {})):
    start_job(task, by=None, kind="test", title="Test", **arguments)
"""

TELL = """
from jobs.records import Job
for job in Job.objects.order_by("created_at"):
    print(job.state, job.done, job.outcome, job.problem)
"""


@pytest.fixture
def manage(tmp_path, db):
    """Run ``manage.py`` on an SQLite of this test's own; return what it printed."""
    (tmp_path / "worker_settings.py").write_text(
        "from config.settings.base import *\n"
        "from config.settings.embedded import sqlite\n"
        "from pathlib import Path\n"
        "SECRET_KEY = 'alleen-voor-deze-test'\n"
        f"DATABASES = {{'default': sqlite(Path({str(tmp_path / 'db.sqlite3')!r}))}}\n"
    )
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "worker_settings",
    }

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    if not copy_tables(tmp_path / "db.sqlite3"):
        run("migrate", "--verbosity", "0")
    return run


QUEUE_UP = """
from jobs.domain.starting import start_job
from showcase.domain.import_uploads import read_upload
from tests.jobs import work
start_job(read_upload, by=None, kind="import_eplus", title="Test", run_id=1)
start_job(work.count, by=None, kind="test", title="Test", upto=4)
"""


@pytest.mark.slow
@pytest.mark.both
def test_mail_never_waits_behind_an_import(manage):
    manage("shell", "--no-imports", "-c", QUEUE_UP)

    manage("worker", "--batch", "--no-startup-delay", "--queue-name", "default,index")

    assert manage("shell", "--no-imports", "-c", TELL).splitlines() == [
        "queued 0 {} ",
        "succeeded 4 {'counted': 4} ",
    ]


@pytest.mark.slow
@pytest.mark.both
def test_worker_process_does_what_was_asked(manage):
    manage("shell", "--no-imports", "-c", SCRIPT)

    manage("worker", "--batch", "--no-startup-delay")

    assert manage("shell", "--no-imports", "-c", TELL).splitlines() == [
        "succeeded 4 {'counted': 4} ",
        "failed 0 {} Het bestand is leeg.",
    ]
