"""The vocabularies as records and as SKOS."""

from __future__ import annotations

import pytest
from django.utils import timezone
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from tests.sharing import made_once
from tests.showcase.factories import make_level, make_term, make_theme
from vocabularies.enums import Scheme

pytestmark = [
    pytest.mark.django_db,
    # Of rdflib's own parser, when a test reads what we wrote.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

BASE = "http://testserver/api/v1/vocabularies"


@made_once
def themes(db):
    broad = make_theme(
        "talen",
        label_nl="Talen",
        label_en="Languages",
        label_fr="Langues",
        label_de="Sprachen",
        definition_nl="Wat we spreken.",
        definition_en="What we speak.",
    )
    narrow = make_theme("frans", label_nl="Frans “spreken” & <lezen>", broader=broad, order=1)
    old = make_theme("latijn", retired_at=timezone.now(), replaced_by=narrow, order=2)
    return broad, narrow, old


def test_a_list_is_read_as_records(client, themes):
    answer = client.get("/api/v1/vocabularies/themes?aantal=2").json()

    assert {name: answer[name] for name in ("count", "next", "previous", "facets")} == {
        "count": 3,
        "next": f"{BASE}/themes?pagina=2&aantal=2",
        "previous": None,
        "facets": {},
    }
    assert answer["results"][0] == {
        "id": "talen",
        "url": "http://testserver/themas/talen/",
        "api_url": f"{BASE}/themes/talen",
        "title": "Talen",
        "slug": "talen",
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "attribution": "Verankerd",
        "labels": {"nl": "Talen", "en": "Languages", "fr": "Langues", "de": "Sprachen"},
        "definitions": {"nl": "Wat we spreken.", "en": "What we speak.", "fr": "", "de": ""},
        "broader": None,
        "narrower": ["frans"],
        "is_retired": False,
        "replaced_by": None,
    }
    (last,) = client.get(answer["next"]).json()["results"]
    assert (last["slug"], last["is_retired"], last["replaced_by"]) == ("latijn", True, "frans")
    assert client.get(last["api_url"]).json() == last
    assert client.get("/api/v1/vocabularies/themes?pagina=3&aantal=2").status_code == 404


def test_every_list_is_named_and_answers(client, themes):
    make_level("lager-onderwijs")
    make_term(Scheme.COUNTRIES, "gr")

    every = client.get("/api/v1/vocabularies").json()

    assert {one["id"] for one in every["results"]} == {
        "themes",
        "education_levels",
        *Scheme.values,
    }
    found = {one["id"]: client.get(one["url"]).json()["results"] for one in every["results"]}
    assert {name: [one["id"] for one in listed] for name, listed in found.items() if listed} == {
        "themes": ["talen", "frans", "latijn"],
        "education_levels": ["lager-onderwijs"],
        "countries": ["gr"],
    }
    assert found["countries"][0]["url"] == f"{BASE}/countries/gr"


@pytest.mark.parametrize(
    ("form", "kind", "parser"),
    [("ttl", "text/turtle", "turtle"), ("jsonld", "application/ld+json", "json-ld")],
)
def test_a_list_is_skos_with_its_hierarchy_and_what_came_after(client, themes, form, kind, parser):
    answer = client.get(f"/api/v1/vocabularies/themes.{form}")
    graph = Graph().parse(data=answer.text, format=parser)

    assert answer.headers["Content-Type"].split(";")[0] == kind
    scheme, uri = URIRef(f"{BASE}/themes"), lambda slug: URIRef(f"{BASE}/themes/{slug}")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {
        uri("talen"),
        uri("frans"),
        uri("latijn"),
    }
    assert set(graph.objects(uri("talen"), SKOS.prefLabel)) == {
        Literal("Talen", lang="nl"),
        Literal("Languages", lang="en"),
        Literal("Langues", lang="fr"),
        Literal("Sprachen", lang="de"),
    }
    assert set(graph.objects(uri("frans"), SKOS.prefLabel)) == {
        Literal("Frans “spreken” & <lezen>", lang="nl")
    }
    assert set(graph.subject_objects(SKOS.broader)) == {(uri("frans"), uri("talen"))}
    assert set(graph.subject_objects(SKOS.narrower)) == {(uri("talen"), uri("frans"))}
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == {uri("talen"), uri("latijn")}
    assert set(graph.subject_objects(OWL.deprecated)) == {(uri("latijn"), Literal(True))}
    assert set(graph.subject_objects(DCTERMS.isReplacedBy)) == {(uri("latijn"), uri("frans"))}


def test_the_form_follows_from_what_is_asked(client, themes):
    path = "/api/v1/vocabularies/themes"
    turtle = client.get(path, headers={"accept": "text/turtle"})
    json_ld = client.get(path, headers={"accept": "application/ld+json, application/json;q=0.5"})

    assert turtle.content == client.get(f"{path}.ttl").content
    assert json_ld.content == client.get(f"{path}.jsonld").content
    for answer in (turtle, json_ld, client.get(path)):
        assert "Accept" in answer.headers["Vary"].split(", ")
    assert isomorphic(
        Graph().parse(data=turtle.text, format="turtle"),
        Graph().parse(data=json_ld.text, format="json-ld"),
    )
    for accept in ("*/*", "text/html,*/*;q=0.8", "application/json"):
        assert client.get(path, headers={"accept": accept}).json()["count"] == 3
    refused = client.get(path, headers={"accept": "image/png"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (
        406,
        "application/problem+json",
    )


@pytest.mark.parametrize(
    "path", ["onbekend", "onbekend.ttl", "themes.rdf", "themes/onbekend", "onbekend/frans"]
)
def test_what_is_no_list_is_not_there(client, path):
    answer = client.get(f"/api/v1/vocabularies/{path}")

    assert (answer.status_code, answer.json()["title"]) == (404, "Dit is er niet")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["countries", "countries/c0", "countries.ttl", "countries.jsonld"])
def test_a_list_costs_one_statement(client, django_assert_num_queries, path, count):
    for number in range(count):
        make_term(Scheme.COUNTRIES, f"c{number}")

    with django_assert_num_queries(1):
        assert client.get(f"/api/v1/vocabularies/{path}").status_code == 200
