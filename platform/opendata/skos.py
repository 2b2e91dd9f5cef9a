"""A vocabulary as SKOS, in Turtle or JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from opendata.concepts import DEFINED_IN, LANGUAGES, SCHEMES, Listed
from opendata.schemas import FREE

if TYPE_CHECKING:
    from rdflib import Graph

TURTLE, JSON_LD = "text/turtle", "application/ld+json"


def written(found: Listed, request: HttpRequest, kind: str) -> HttpResponse:
    """The whole list in the form ``kind``; the same list is the same answer, to the byte."""
    graph = graph_of(found, request)
    if kind == TURTLE:
        return HttpResponse(
            graph.serialize(format="turtle"), content_type=f"{TURTLE}; charset=utf-8"
        )
    told = json.loads(graph.serialize(format="json-ld", auto_compact=True))
    body = json.dumps(_ordered(told), ensure_ascii=False, sort_keys=True)
    return HttpResponse(body, content_type=JSON_LD)


def graph_of(found: Listed, request: HttpRequest) -> Graph:
    """The list with its hierarchy and labels; what is retired says so, and what came after it."""
    # Read here: no other page pays for it.
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

    graph = Graph(bind_namespaces="none")
    for prefix, space in (("skos", SKOS), ("dct", DCTERMS), ("owl", OWL)):
        graph.bind(prefix, space)

    def uri(slug: str = "") -> URIRef:
        return URIRef(request.build_absolute_uri(found.address(slug)))

    scheme, slugs = uri(), {one.pk: one.slug for one in found.concepts}
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal(str(SCHEMES[found.name]), lang="nl")))
    graph.add((scheme, DCTERMS.license, URIRef(FREE)))
    for one in found.concepts:
        concept = uri(one.slug)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, DCTERMS.identifier, Literal(one.slug)))
        for language in LANGUAGES:
            if label := getattr(one, f"label_{language}"):
                graph.add((concept, SKOS.prefLabel, Literal(label, lang=language)))
        for language in DEFINED_IN:
            if text := getattr(one, f"definition_{language}"):
                graph.add((concept, SKOS.definition, Literal(text, lang=language)))
        if broader := slugs.get(one.broader_id):
            graph.add((concept, SKOS.broader, uri(broader)))
            graph.add((uri(broader), SKOS.narrower, concept))
        else:
            graph.add((concept, SKOS.topConceptOf, scheme))
            graph.add((scheme, SKOS.hasTopConcept, concept))
        if one.is_retired:
            graph.add((concept, OWL.deprecated, Literal(True)))
        if successor := slugs.get(one.replaced_by_id):
            graph.add((concept, DCTERMS.isReplacedBy, uri(successor)))
    return graph


def _ordered(value: Any) -> Any:
    """``value`` with every list in one order: a graph has none of its own."""
    if isinstance(value, dict):
        return {name: _ordered(one) for name, one in value.items()}
    if isinstance(value, list):
        return sorted(
            (_ordered(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True)
        )
    return value
