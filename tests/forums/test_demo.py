"""The forums of the demo."""

from __future__ import annotations

import json

import pytest

from forums.demo.loading import FORUMS, load_forums
from forums.pages import Forum
from institutions.records import Institution
from tests.forums.factories import make_forums_index

pytestmark = pytest.mark.django_db


def test_an_organiser_that_nobody_knows_stops_the_loading(monkeypatch, tmp_path):
    make_forums_index()
    samples = json.loads(FORUMS.read_text(encoding="utf-8"))
    samples["forums"][0]["organisers"] = ["typfout"]
    wrong = tmp_path / "forums.json"
    wrong.write_text(json.dumps(samples), encoding="utf-8")
    monkeypatch.setattr("forums.demo.loading.FORUMS", wrong)

    with pytest.raises(Institution.DoesNotExist):
        load_forums()

    assert not Forum.objects.exists()
