"""What the log and the jobs say is said in words."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from audit.domain.record import record
from tests.jobs.factories import JobFactory
from ui.codes import in_words, pairs_in_words

ROOT = Path(__file__).resolve().parents[2]


def codes_recorded():
    """Every verb, and every name of a detail, that our code writes in the log."""
    for folder in ("platform", "showcase", "forums"):
        for path in (ROOT / folder).rglob("*.py"):
            code = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(code)) if "record(" in code else ():
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))
                    yield from (one.arg for one in node.keywords if one.arg not in ("by", None))


def test_every_code_of_the_log_has_a_word():
    codes = set(codes_recorded())

    assert {code for code in codes if in_words(code) == code} - {"link", "project"} == set()
    assert {"hand_in_project", "count"} < codes


def test_values_are_words_too():
    found = {"created": 3, "keep_all": False, "state": "confirmed", "fields": ["role", "page"]}

    assert pairs_in_words(found) == (
        "alles bewaard: nee, nieuw: 3, toestand: bevestigd, velden: rol, project"
    )


@pytest.mark.django_db
def test_log_and_outcome_of_a_job_read_as_dutch(client, administrator):
    client.force_login(administrator)
    record("ask_additions", administrator, by=administrator, count=2)
    job = JobFactory(outcome={"read": 3, "created": 1})

    log = client.get(reverse("events:index"), {"verb": "ask_additions"})
    outcome = client.get(reverse("jobs:inspect", args=[job.pk]))

    assert "stuurde een project terug met vragen" in log.text
    assert "aantal: 2" in log.text
    assert str(administrator._meta.verbose_name) in log.text
    assert "gelezen: 3" in outcome.text
    assert "nieuw: 1" in outcome.text
