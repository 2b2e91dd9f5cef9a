"""The OpenAPI document as a page shows it: every address, what it takes, what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """What can be asked."""

    name: str
    kind: str


@dataclass(frozen=True)
class FieldOf:
    """A field of a record."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True)
class Operation:
    """An address."""

    key: str
    path: str
    label: str
    about: str
    parameters: tuple[Parameter, ...]
    answers: tuple[str, ...]
    record: str


@dataclass(frozen=True)
class Kind:
    """A kind of record with its fields."""

    name: str
    fields: tuple[FieldOf, ...]


def operations(document: dict[str, Any]) -> list[Operation]:
    """Every address of the document."""
    return [
        Operation(
            key=found["operationId"],
            path=path,
            label=found["summary"],
            about=found.get("description", ""),
            parameters=tuple(
                Parameter(one["name"], _kind(one["schema"])) for one in found["parameters"]
            ),
            answers=tuple(found["responses"]),
            record=_kind(found["responses"]["200"]["content"]["application/json"]["schema"]),
        )
        for path, methods in document["paths"].items()
        for found in methods.values()
    ]


def kinds(document: dict[str, Any]) -> list[Kind]:
    """Every kind of record of the document; not what only carries parameters."""
    return [
        Kind(
            name,
            tuple(
                FieldOf(field, _kind(schema), schema.get("description", ""))
                for field, schema in described.get("properties", {}).items()
            ),
        )
        for name, described in sorted(document["components"]["schemas"].items())
    ]


def _kind(schema: dict[str, Any]) -> str:
    """What a schema allows, in a few words."""
    if reference := schema.get("$ref"):
        return str(reference).rsplit("/", 1)[-1]
    if choices := schema.get("anyOf"):
        return " | ".join(_kind(one) for one in choices)
    if values := schema.get("enum"):
        return " | ".join(values)
    kind = str(schema.get("format") or schema.get("type", "object"))
    if kind == "array":
        return f"[{_kind(schema['items'])}]"
    if "minimum" in schema:
        return f"{kind} {schema['minimum']}–{schema['maximum']}"
    return kind
