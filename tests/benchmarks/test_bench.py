"""The bench measures what it says it does."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from search.domain.rebuilding import rebuild
from search.elastic.connection import client
from search.records import IndexState
from showcase.generating.loading import generate_projects
from showcase.pages import ProjectPage
from tests.benchmarks.elastic import RARE, Bare, fill
from tests.benchmarks.measuring import Measured, in_rounds
from tests.benchmarks.statements import ByHand, about_theme, with_word
from tests.search.elastic import elasticsearch
from tests.sharing import made_once
from vocabularies.domain.loading import load_vocabularies
from vocabularies.records import Theme


@made_once
def generated(db) -> None:
    load_vocabularies()
    generate_projects(60, seed=5)
    rebuild()


def asked(by_hand: ByHand) -> int:
    def run(statement, parameters):
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

    return replace(by_hand, found=by_hand.found.format(mark="%s")).ask(run)


@pytest.mark.slow
@pytest.mark.django_db
def test_sql_by_hand_finds_as_many_as_the_site_does_by_theme(generated):
    used = Theme.objects.filter(project_links__isnull=False, narrower__isnull=True)
    theme = used.distinct().first()

    found = Client().get("/projecten/", {"thema": theme.slug}).context["found"]

    assert asked(about_theme(theme.slug)) == found.total > 0


@pytest.mark.slow
@pytest.mark.django_db
def test_sql_by_hand_finds_by_the_index_of_the_database(generated):
    shelf = IndexState.objects.get().live
    words = ProjectPage.objects.values_list("title", "summary")
    holding = [words for words in words if "podcast" in " ".join(words).lower()]

    found = asked(with_word("podcast", shelf, vendor=connection.vendor))

    assert found >= len(holding) > 0


@pytest.mark.slow
@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_copies_fill_elasticsearch_and_say_no_rare_word(settings):
    load_vocabularies()
    generate_projects(60, seed=5)
    documents = rebuild()
    with elasticsearch(settings):
        found = fill(documents + 1_500)

        counted = {
            field: client().count(index=found["name"], query=query)["count"]
            for field, query in {
                "all": {"exists": {"field": "kind"}},
                "rare": {"term": {"holds": found["term"]}},
            }.items()
        }
        asked = Bare(settings.ELASTICSEARCH_URL, found["name"], {"term": {"holds": "project"}})
        with closing(asked):
            assert asked() == 1

    assert counted["all"] == documents + 1_500
    assert counted["rare"] in RARE


def test_rounds_begin_with_another_act_each_time_and_the_first_are_not_counted():
    done = []

    found = in_rounds(
        {name: lambda name=name: done.append(name) or len(done) for name in "abc"},
        rounds=2,
        warm=1,
    )

    assert "".join(done) == "cab" + "abc" + "bca"
    assert {name: len(one.seconds) for name, one in found.items()} == {"a": 2, "b": 2, "c": 2}
    assert found["a"].statements == 9


def test_median_and_nineteen_of_twenty():
    measured = Measured("page", [n / 100 for n in range(1, 102)])

    assert (measured.median, round(measured.p95, 2)) == (0.51, 0.96)
