"""The conclusion finder."""

from __future__ import annotations

import pytest

from showcase.domain.withdrawal import withdraw_conclusion
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_project,
    make_published,
    make_school,
    make_school_page,
)
from tests.showcase.public.making import (
    archived,
    boss_of,
    conclusions_of,
    policy_level,
)

pytestmark = pytest.mark.django_db


@made_once
def school_page():
    return make_school_page(make_school("De Brug"))


@pytest.fixture(autouse=True)
def flemish(db):
    policy_level("vlaams")
    policy_level("school", asks_answer=False)


def found(client, query=""):
    response = client.get(f"/conclusies/?{query}")
    assert response.status_code == 200
    return {item.statement for item in response.context["page"].object_list}


def counted(client, name, query=""):
    facets = client.get(f"/conclusies/?{query}").context["found"].facets
    facet = next(facet for facet in facets if facet.name == name)
    return {value.key: value.count for value in facet.values}


def test_a_reference_finds_its_conclusion(client, school_page):
    first, _second = conclusions_of(make_published(school_page, conclusions=2))

    assert found(client, f"q={first.reference}") == {first.statement}


@pytest.mark.slow
def test_withdrawn_conclusions_are_found_only_when_asked_for(client, school_page):
    standing, taken_back = conclusions_of(make_published(school_page, conclusions=2))
    withdraw_conclusion(taken_back, by=boss_of(school_page), reason="Zo.")
    gone = conclusions_of(archived(school_page, title="Weg"))[0]

    assert found(client) == {standing.statement}
    assert found(client, "status=ingetrokken") == {taken_back.statement, gone.statement}
    assert found(client, "status=ingetrokken&status=gepubliceerd") == {
        standing.statement,
        taken_back.statement,
        gone.statement,
    }
    assert counted(client, "status") == {"gepubliceerd": 1, "ingetrokken": 2}
    assert found(client, "status=ingetrokken&q=weg") == set()


def test_drafts_and_edits_are_not_found(client, school_page):
    make_project(school_page)
    project = make_published(school_page)
    draft = project.get_latest_revision_as_object()
    text = draft.conclusion_drafts.all()[0]
    text.statement = "Nog geheim"
    draft.conclusion_drafts = [text]
    draft.save_revision(clean=False)

    assert found(client) == {conclusions_of(project)[0].statement}
    assert found(client, "q=geheim") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_finder_costs_nine_statements(client, school_page, django_assert_num_queries, count):
    client.get("/conclusies/?q=anders")
    make_published(school_page, conclusions=count)

    with django_assert_num_queries(9):
        response = client.get("/conclusies/?q=stelling&domein=kwaliteitszorg")

    assert len(response.context["cards"]) == count
    assert markup_problems(response.text) == []
