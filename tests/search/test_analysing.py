"""Documents analysed by other processes, and by this one where there are none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from search.domain.analysing import analysed
from search.domain.shelving import prepare
from tests.embedded import copy_tables
from tests.search.things import KIND, only_things, thing

ROOT = Path(__file__).resolve().parents[2]
#: An index of so little is made by one process, unless it is told otherwise.
REBUILD = """
if __name__ == "__main__":
    import django
    django.setup()
    from django.core.management import call_command
    from search.domain import rebuilding
    from search.domain.verifying import verify
    from showcase.generating.loading import generate_projects
    from vocabularies.domain.loading import load_vocabularies
    from wagtail.models import Page
    load_vocabularies()
    call_command("load_site", verbosity=0)
    generate_projects(30, seed=3)
    rebuilding.BATCH, rebuilding.FEWEST_FOR_PROCESSES = 20, 1
    made = rebuilding.rebuild(processes=2)
    print(made, verify(mend=False).compared, verify(mend=False).total)
"""


@pytest.mark.slow
@pytest.mark.both
@pytest.mark.django_db
def test_other_processes_make_the_same_index(tmp_path):
    database, script = tmp_path / "own.sqlite3", tmp_path / "rebuilt.py"
    if not copy_tables(database):
        pytest.skip("needs SQLite: other processes read a file of its own")
    script.write_text(REBUILD, encoding="utf-8")
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.bench",
        "BENCH_DATABASE": str(database),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    }
    surroundings.pop("BENCH_DATABASE_URL", None)

    told = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env=surroundings,
        check=True,
        capture_output=True,
        text=True,
    )

    made, compared, different = map(int, told.stdout.splitlines()[-1].split())
    assert (made, different) == (compared, 0)
    assert made > 100
    assert not told.stderr


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.both
def test_where_others_can_not_start_this_one_makes_everything(monkeypatch, caplog):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "no.such.settings")
    with only_things() as things:
        things.update({number: thing(number, f"Water {number}") for number in range(1, 8)})
        wanted = [(KIND, [number], "", 1) for number in things]

        found = list(analysed(iter(wanted), processes=2))

        assert found == [(asked, prepare(*asked)) for asked in wanted]
    assert "made by one process" in caplog.text
