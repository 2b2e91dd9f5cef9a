"""The conclusion finder."""

from __future__ import annotations

import pytest
from django.utils import timezone

from showcase.domain.withdrawal import withdraw_conclusion
from tests.markup import markup_problems
from tests.showcase.factories import (
    make_level,
    make_project,
    make_published,
    make_school,
    make_school_page,
    make_term,
    make_theme,
)
from tests.showcase.public.making import (
    archived,
    boss_of,
    conclusions_of,
    policy_level,
    published_with,
)
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
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


@pytest.fixture
def collection(school_page):
    make_term(Scheme.POLICY_DOMAINS, "talenbeleid")
    published_with(
        {
            "statement": "A",
            "argument": "Omdat het café sloot.",
            "policy_domains": ["talenbeleid", "kwaliteitszorg"],
            "policy_levels": ["vlaams", "school"],
        },
        school_page=school_page,
        title="Project over de taalgrens",
        themes=[make_theme("frans", broader=make_theme("talen"))],
        levels=[make_level("lager")],
        programme=make_term(
            Scheme.PROGRAMMES, "ka210", broader=make_term(Scheme.PROGRAMMES, "ka2")
        ),
    )
    published_with(
        {"statement": "B", "policy_levels": ["school"]},
        school_page=make_school_page(make_school("De Meander")),
        themes=[make_theme("werk")],
        levels=[make_level("derde-graad", broader=make_level("secundair"))],
        programme=make_term(Scheme.PROGRAMMES, "ka2"),
    )


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("", {"A", "B"}),
        ("thema=talen", {"A"}),
        ("thema=frans&thema=werk", {"A", "B"}),
        ("niveau=secundair", {"B"}),
        ("programma=ka2", {"A", "B"}),
        ("programma=ka210", {"A"}),
        ("domein=kwaliteitszorg", {"A", "B"}),
        ("domein=talenbeleid", {"A"}),
        ("beleidsniveau=vlaams", {"A"}),
        ("beleidsniveau=school", {"A", "B"}),
        ("beleidsniveau=school&domein=talenbeleid", {"A"}),
        ("q=cafe", {"A"}),
        ("q=taalgrens+brug", {"A"}),
        ("q=meander", {"B"}),
        ("q=talen", {"A"}),
        ("q=secundair", {"B"}),
        ("q=ka210", {"A"}),
        ("q=talenbeleid", {"A"}),
        ("q=vlaams", {"A"}),
        ("jaar=1999", set()),
        ("status=gepubliceerd", {"A", "B"}),
        ("status=ingetrokken", set()),
        ("status=onzin", {"A", "B"}),
    ],
)
def test_each_filter_finds_what_it_says(client, collection, query, statements):
    assert found(client, query) == statements


def test_counts_are_exact_with_every_other_filter_applied(client, collection):
    year = str(timezone.localdate().year)

    assert counted(client, "domein") == {"talenbeleid": 1, "kwaliteitszorg": 2}
    assert counted(client, "beleidsniveau", "domein=talenbeleid") == {"vlaams": 1, "school": 1}
    assert counted(client, "thema") == {"talen": 1, "werk": 1}
    assert counted(client, "niveau", "q=cafe") == {"lager": 1}
    assert counted(client, "jaar") == {year: 2}
    assert counted(client, "status", "thema=werk") == {"gepubliceerd": 1}


def test_a_reference_finds_its_conclusion(client, school_page):
    first, _second = conclusions_of(make_published(school_page, conclusions=2))

    assert found(client, f"q={first.reference}") == {first.statement}


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


def test_words_in_the_argument_are_shown_around_them(client, collection):
    text = client.get("/conclusies/?q=cafe").text

    assert "Omdat het <mark>café</mark> sloot." in text


@pytest.mark.parametrize("query", ["sorteer=titel", "sorteer=oudste"])
def test_orders(client, collection, query):
    page = client.get(f"/conclusies/?{query}").context["page"]

    assert [conclusion.statement for conclusion in page] == ["A", "B"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_finder_costs_eight_statements(client, school_page, django_assert_num_queries, count):
    make_published(school_page, conclusions=count)

    with django_assert_num_queries(8):
        response = client.get("/conclusies/?q=stelling&domein=kwaliteitszorg")

    assert len(response.context["cards"]) == count
    assert markup_problems(response.text) == []
