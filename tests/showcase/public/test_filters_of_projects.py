"""What each filter of the project finder finds and counts, over one collection."""

from __future__ import annotations

from datetime import date

import pytest

from showcase.records import ResultDraft
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_published,
    make_school,
    make_school_page,
    make_term,
    make_theme,
)
from tests.showcase.public.making import partner
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@made_once
def collection():
    """Three projects that differ in everything."""
    school_page = make_school_page(make_school("De Brug", province="Antwerpen"))
    languages = make_theme("talen")
    french = make_theme("frans", broader=languages)
    work = make_theme("werk")
    secondary = make_level("secundair")
    third = make_level("derde-graad", broader=secondary)
    labour = make_level("arbeidsmarkt", broader=third)
    primary = make_level("lager")
    erasmus = make_term(Scheme.PROGRAMMES, "erasmus")
    exchange = make_term(Scheme.PROGRAMMES, "ka210", broader=erasmus)
    mobility = make_term(Scheme.FORMS, "mobiliteit")
    group = make_term(Scheme.FORMS, "groep", broader=mobility)
    course = make_term(Scheme.OUTPUT_TYPES, "leerlijn")
    make_published(
        school_page,
        title="A",
        themes=[french, languages],
        levels=[labour, primary],
        programme=exchange,
        forms=[group, mobility],
        partners=[partner("fr"), partner("fr", "Nog een"), partner("it")],
        end_date=date(2023, 6, 30),
    )
    make_published(
        school_page,
        title="B",
        themes=[languages, work],
        levels=[third],
        programme=erasmus,
        forms=[mobility],
        partners=[partner("it")],
        end_date=date(2024, 6, 30),
    )
    result = ResultDraft(title="Lessen", description="Tien.", type=course, nothing_to_share=True)
    make_published(
        school_page,
        title="C",
        themes=[work],
        levels=[primary],
        programme=None or make_term(Scheme.PROGRAMMES, "etwinning"),
        end_date=date(2024, 12, 31),
        result_drafts=[result],
        conclusion_drafts=[],
    )


def found(client, query=""):
    response = client.get(f"/projecten/?{query}")
    assert response.status_code == 200
    return {item.title for item in response.context["page"].object_list}


def counted(client, name, query=""):
    """Every value of a filter with its count, on all layers."""
    facets = client.get(f"/projecten/?{query}").context["found"].facets
    values, waiting = {}, list(next(facet for facet in facets if facet.name == name).values)
    while waiting:
        value = waiting.pop()
        values[value.key] = value.count
        waiting += value.narrower
    return values


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("thema=talen", {"A", "B"}),
        ("thema=frans", {"A"}),
        ("thema=frans&thema=werk", {"A", "B", "C"}),
        ("niveau=secundair", {"A", "B"}),
        ("niveau=derde-graad", {"A", "B"}),
        ("niveau=arbeidsmarkt", {"A"}),
        ("niveau=lager", {"A", "C"}),
        ("programma=erasmus", {"A", "B"}),
        ("programma=ka210", {"A"}),
        ("vorm=mobiliteit", {"A", "B"}),
        ("vorm=groep", {"A"}),
        ("land=fr", {"A"}),
        ("land=fr&land=it", {"A", "B"}),
        ("jaar=2024", {"B", "C"}),
        ("jaar=2023&jaar=2024", {"A", "B", "C"}),
        ("resultaat=leerlijn", {"C"}),
        ("resultaat=instrument", {"A", "B"}),
        ("thema=werk&niveau=lager", {"C"}),
        ("thema=talen&jaar=2024", {"B"}),
        ("thema=frans&jaar=2024", set()),
        ("q=tien&thema=werk", {"C"}),
        ("land=xx", {"A", "B", "C"}),
        ("provincie=antwerpen", {"A", "B", "C"}),
        ("provincie=limburg", set()),
    ],
)
def test_each_filter_finds_what_it_says(client, collection, query, titles):
    assert found(client, query) == titles


@pytest.mark.parametrize(
    ("name", "query", "values"),
    [
        ("thema", "", {"talen": 2, "frans": 1, "werk": 2}),
        ("niveau", "", {"secundair": 2, "derde-graad": 2, "arbeidsmarkt": 1, "lager": 2}),
        ("programma", "", {"erasmus": 2, "ka210": 1, "etwinning": 1}),
        ("vorm", "", {"mobiliteit": 2, "groep": 1}),
        ("land", "", {"fr": 1, "it": 2}),
        ("jaar", "", {"2023": 1, "2024": 2}),
        ("resultaat", "", {"instrument": 2, "leerlijn": 1}),
        ("thema", "thema=frans", {"talen": 2, "frans": 1, "werk": 2}),
        ("jaar", "thema=frans", {"2023": 1}),
        ("thema", "jaar=2024", {"talen": 1, "werk": 2}),
        ("thema", "jaar=2024&thema=frans", {"talen": 1, "frans": 0, "werk": 2}),
        ("land", "q=lessen", {}),
        ("provincie", "jaar=2024", {"antwerpen": 2}),
        ("provincie", "jaar=2024&provincie=limburg", {"antwerpen": 2, "limburg": 0}),
    ],
)
def test_counts_are_exact_with_every_other_filter_applied(client, collection, name, query, values):
    assert counted(client, name, query) == values


def test_finding_nothing_says_which_choice_to_drop(client, collection):
    response = client.get("/projecten/?thema=frans&jaar=2024&q=samenvatting")
    ways = {way.label: way.url for way in response.context["relaxations"]}

    assert ways == {
        "zonder de filter thema: 2 projecten": "/projecten/?q=samenvatting&jaar=2024",
        "zonder de filter jaar van afronding: 1 project": "/projecten/?q=samenvatting&thema=frans",
    }
    assert all(url.replace("&", "&amp;") in response.text for url in ways.values())
    assert [(way.label, way.url, way.count) for way in response.context["broader"]] == [
        ("talen", "/projecten/?q=samenvatting&thema=talen&jaar=2024", 1)
    ]
    assert [(way.label, way.url, way.count) for way in response.context["themes"]] == [
        ("talen", "/projecten/?thema=talen", 2),
        ("werk", "/projecten/?thema=werk", 2),
    ]
    assert markup_problems(response.text) == []
