"""The vocabularies: themes, education levels and every other closed list, as records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from ninja import Field, Schema

from opendata.problems import NotThereError
from opendata.registry import Absolute
from opendata.schemas import FREE, Record
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

LANGUAGES = ("nl", "en", "fr", "de")
DEFINED_IN = ("nl", "en")
THEMES, LEVELS = "themes", "education_levels"
#: Every list by its permanent name, with its Dutch one.
SCHEMES: dict[str, Any] = {
    THEMES: Theme._meta.verbose_name_plural,
    LEVELS: EducationLevel._meta.verbose_name_plural,
    **{scheme.value: scheme.label for scheme in Scheme},
}


class Words(Schema):
    """Words in the languages that have them."""

    nl: str
    en: str = ""
    fr: str = ""
    de: str = ""


class SchemeOf(Record):
    """A closed list."""

    turtle: str = Field(description="The whole list as SKOS (Turtle).")
    json_ld: str = Field(description="The whole list as SKOS (JSON-LD).")


class ConceptOf(Record):
    """A concept of a list. It is retired or replaced, never taken away."""

    labels: Words
    definitions: Words
    broader: str | None
    narrower: list[str]
    is_retired: bool
    replaced_by: str | None


@dataclass(frozen=True)
class Listed:
    """A list with all its concepts, in its order; one statement."""

    name: str
    concepts: tuple[Any, ...]

    def address(self, slug: str = "") -> str:
        """The permanent address of a concept, or of the list: what SKOS knows it by."""
        if slug:
            return reverse("opendata:concept", args=[self.name, slug])
        return reverse("opendata:vocabulary", args=[self.name])


def listed(name: str) -> Listed:
    """The list of this name.

    Raises:
        NotThereError: there is none.
    """
    if name not in SCHEMES:
        raise NotThereError
    if name == THEMES:
        rows: Any = Theme.objects.order_by("order", "pk")
    elif name == LEVELS:
        rows = EducationLevel.objects.order_by("order", "pk")
    else:
        rows = Term.objects.in_scheme(name)
    return Listed(name, tuple(rows))


def scheme_records(absolute: Absolute) -> list[dict[str, Any]]:
    """Every list. Asks the database nothing."""
    return [_scheme(name, str(label), absolute) for name, label in SCHEMES.items()]


def _scheme(name: str, label: str, absolute: Absolute) -> dict[str, Any]:
    address = absolute(Listed(name, ()).address())
    return {
        "id": name,
        "url": address,
        "api_url": address,
        "title": label[:1].upper() + label[1:],
        "slug": name,
        "licence": FREE,
        "attribution": "Verankerd",
        "turtle": f"{address}.ttl",
        "json_ld": f"{address}.jsonld",
    }


def concept_records(found: Listed, absolute: Absolute) -> list[dict[str, Any]]:
    """Every concept of a list."""
    slugs = {one.pk: one.slug for one in found.concepts}
    narrower: dict[int, list[str]] = defaultdict(list)
    for one in found.concepts:
        narrower[one.broader_id].append(one.slug)
    return [_concept(one, found, slugs, narrower[one.pk], absolute) for one in found.concepts]


def _concept(
    one: Any, found: Listed, slugs: dict[int, str], narrower: list[str], absolute: Absolute
) -> dict[str, Any]:
    address = absolute(found.address(one.slug))
    return {
        "id": one.slug,
        "url": absolute(one.get_absolute_url()) if found.name in (THEMES, LEVELS) else address,
        "api_url": address,
        "title": one.label_nl,
        "slug": one.slug,
        "licence": FREE,
        "attribution": "Verankerd",
        "labels": {name: getattr(one, f"label_{name}") for name in LANGUAGES},
        "definitions": {name: getattr(one, f"definition_{name}") for name in DEFINED_IN},
        "broader": slugs.get(one.broader_id),
        "narrower": narrower,
        "is_retired": one.is_retired,
        "replaced_by": slugs.get(one.replaced_by_id),
    }
