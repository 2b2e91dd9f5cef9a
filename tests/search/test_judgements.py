"""What people type finds what they mean, measured over the sample content among much else."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.search.elastic import NAME, caught_up, elasticsearch
from tests.search.judging import judge, table
from tests.servers import elasticsearch_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]

AMONG = 2_000


def test_what_was_wanted_comes_first_on_each_store(capsys, settings):
    from search.domain.rebuilding import rebuild
    from showcase.demo.loading import load_demo
    from showcase.generating.loading import generate_projects
    from vocabularies.domain.loading import load_vocabularies

    load_vocabularies()
    load_demo()
    generate_projects(AMONG, seed=5)
    rebuild()

    judged = {connection.vendor: judge()}
    if elasticsearch_url():
        with elasticsearch(settings):
            caught_up()
            judged[NAME] = judge()

    for store, answers in judged.items():
        with capsys.disabled():
            print(f"\n{store}, among {AMONG}\n" + "\n".join(table(answers)))
        assert {one.store for one in answers} == {store}
        assert len(answers) >= 80
        assert sum(one.first for one in answers) / len(answers) >= 0.85
        assert sum(one.first_three for one in answers) / len(answers) >= 0.95
        assert sum(one.ndcg for one in answers) / len(answers) >= 0.85
        assert [one.ten for one in answers] == [one.ten for one in judged[connection.vendor]]
