"""What each filter of the conclusion finder finds and counts, over one collection."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.institutions.factories import make_institution
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_school,
    make_school_page,
    make_term,
    make_theme,
)
from tests.showcase.public.making import policy_level, published_with
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@made_once
def collection():
    """Two conclusions that differ in everything."""
    policy_level("vlaams")
    policy_level("school", asks_answer=False)
    school_page = make_school_page(make_school("De Brug", province="Limburg"))
    office = make_institution("Departement", kind="administration", slug="departement")
    make_institution(
        "Departement van vroeger",
        kind="administration",
        slug="departement-van-vroeger",
        merged_into=office,
    )
    make_term(Scheme.POLICY_DOMAINS, "talenbeleid")
    published_with(
        {
            "statement": "A",
            "argument": "Omdat het café sloot.",
            "policy_domains": ["talenbeleid", "kwaliteitszorg"],
            "policy_levels": ["vlaams", "school"],
            "addressee_institutions": ["departement"],
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
        school_page=make_school_page(
            make_school("De Meander", province="Brussels Hoofdstedelijk Gewest")
        ),
        themes=[make_theme("werk")],
        levels=[make_level("derde-graad", broader=make_level("secundair"))],
        programme=make_term(Scheme.PROGRAMMES, "ka2"),
    )


def found(client, query=""):
    response = client.get(f"/conclusies/?{query}")
    assert response.status_code == 200
    return {item.statement for item in response.context["page"].object_list}


def counted(client, name, query=""):
    facets = client.get(f"/conclusies/?{query}").context["found"].facets
    facet = next(facet for facet in facets if facet.name == name)
    return {value.key: value.count for value in facet.values}


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
        ("q=talenbeleid+vlaams", {"A"}),
        ("q=vlaams", {"A", "B"}),  # both are addressed to the Vlaamse overheid
        ("jaar=1999", set()),
        ("status=gepubliceerd", {"A", "B"}),
        ("status=ingetrokken", set()),
        ("status=onzin", {"A", "B"}),
        ("spoor=nog-niet-besproken", {"A"}),
        ("spoor=om-toe-te-passen", {"B"}),
        ("spoor=om-toe-te-passen&spoor=opgenomen&spoor=nog-niet-besproken", {"A", "B"}),
        ("spoor=opgenomen", set()),
        ("provincie=limburg", {"A"}),
        ("provincie=brussel", {"B"}),
        ("adressaat=departement", {"A"}),
        ("adressaat=departement-van-vroeger", {"A"}),
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
    assert counted(client, "spoor") == {"nog-niet-besproken": 1, "om-toe-te-passen": 1}
    assert counted(client, "spoor", "thema=werk&spoor=opgenomen") == {
        "om-toe-te-passen": 1,
        "opgenomen": 0,
    }
    assert counted(client, "adressaat") == {"departement": 1}
    assert counted(client, "provincie", "thema=werk") == {"brussel": 1}
    assert counted(client, "status", "thema=werk") == {"gepubliceerd": 1}


def test_words_in_the_argument_are_shown_around_them(client, collection):
    text = client.get("/conclusies/?q=cafe").text

    assert "Omdat het <mark>café</mark> sloot." in text


@pytest.mark.parametrize("query", ["sorteer=titel", "sorteer=oudste"])
def test_orders(client, collection, query):
    page = client.get(f"/conclusies/?{query}").context["page"]

    assert [conclusion.statement for conclusion in page] == ["A", "B"]
