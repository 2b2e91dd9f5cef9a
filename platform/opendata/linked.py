"""Linked data inside a page (JSON-LD): what it is about, in the words of schema.org and SKOS."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from opendata.concepts import LANGUAGES
from opendata.registry import Absolute

CONTEXT = {
    "@vocab": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skos:broader": {"@type": "@id"},
    "skos:narrower": {"@type": "@id"},
    "skos:inScheme": {"@type": "@id"},
}
#: What ends or opens something in HTML, or ends a line in a script.
UNSAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
PUBLISHER = {"@type": "Organization", "name": "Verankerd"}


def linked(thing: dict[str, Any]) -> SafeString:
    """``thing`` as the content of a ``<script type="application/ld+json">``.

    Nothing in it can end the element, whatever somebody typed. What is empty is left out.
    """
    told = json.dumps({"@context": CONTEXT, **_filled(thing)}, ensure_ascii=False, default=str)
    return mark_safe(told.translate(UNSAFE))  # noqa: S308  (it has no < left)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(one) for one in value]
    return value


def term(scheme: str, concept: Any, absolute: Absolute) -> dict[str, Any]:
    """A theme, level or term as something is about it."""
    address = absolute(reverse("opendata:concept", args=[scheme, concept.slug]))
    return {
        "@type": ["DefinedTerm", "skos:Concept"],
        "@id": address,
        "name": concept.label,
        "termCode": concept.slug,
        "inDefinedTermSet": absolute(reverse("opendata:vocabulary", args=[scheme])),
    }


def whole_term(
    scheme: str, concept: Any, broader: Any, narrower: Iterable[Any], absolute: Absolute
) -> dict[str, Any]:
    """A theme or level as its page shows it: with its names and its place among the others."""

    def uri(one: Any) -> str:
        return absolute(reverse("opendata:concept", args=[scheme, one.slug]))

    return term(scheme, concept, absolute) | {
        "url": absolute(concept.get_absolute_url()),
        "description": concept.definition,
        "skos:prefLabel": [
            {"@value": label, "@language": language}
            for language in LANGUAGES
            if (label := getattr(concept, f"label_{language}"))
        ],
        "skos:inScheme": absolute(reverse("opendata:vocabulary", args=[scheme])),
        "skos:broader": uri(broader) if broader else None,
        "skos:narrower": [uri(one) for one in narrower],
    }
