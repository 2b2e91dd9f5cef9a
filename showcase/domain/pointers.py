"""What a saved draft points at: terms, themes, files. Looked up together, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

#: What the page's own row says, whatever a revision says: Wagtail puts it back.
OF_THE_ROW = frozenset(
    {"content_type", "locale", "latest_revision", "alias_of", "owner", "locked_by"}
)

Found = dict[type[models.Model], dict[Any, models.Model]]


def read_draft(
    model: type[models.Model], data: dict[str, Any], build: Callable[[dict[str, Any]], Any]
) -> Any:
    """Build a draft from what a revision keeps, in one statement for each model it points at.

    Does what modelcluster does with one statement for each pointer: what points at nothing any
    more is emptied, and a row that is nothing without it is left out. What was found is attached.
    """
    found = _found(model, data)
    data = {**data, **_emptied(model, data, found)}
    relations = [relation for relation in _relations(model) if relation[0] in data]
    for name, child_model, owner in relations:
        data[name] = [
            {**row, **_emptied(child_model, row, found, owner)}
            for row in data[name]
            if not _is_orphan(child_model, row, found, owner)
        ]
    draft = build(data)
    _attach(draft, found)
    for name, _child_model, owner in relations:
        for child in getattr(draft, name).all():
            _attach(child, found, owner)
    return draft


def _relations(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model], str]]:
    for relation in get_all_child_relations(model):
        yield relation.get_accessor_name(), relation.related_model, relation.field.name


def _pointers(model: type[models.Model], owner: str = "") -> Iterator[Any]:
    """Fields that point elsewhere: not at the draft itself, nor at what its row says."""
    field: Any
    for field in model._meta.concrete_fields:
        is_pointer = field.many_to_one or (field.one_to_one and not field.remote_field.parent_link)
        if is_pointer and field.name != owner and (owner or field.name not in OF_THE_ROW):
            yield field


def _found(model: type[models.Model], data: dict[str, Any]) -> Found:
    wanted: dict[Any, set[Any]] = defaultdict(set)
    rows = [(model, data, "")]
    for name, child_model, owner in _relations(model):
        rows += [(child_model, row, owner) for row in data.get(name, [])]
    for row_model, row, owner in rows:
        for field in _pointers(row_model, owner):
            if row.get(field.name) is not None:
                wanted[field.remote_field.model].add(field.target_field.to_python(row[field.name]))
    return {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}


def _dangling(
    model: type[models.Model], row: dict[str, Any], found: Found, owner: str
) -> Iterator[Any]:
    for field in _pointers(model, owner):
        value = row.get(field.name)
        there = found.get(field.remote_field.model, {})
        if value is not None and field.target_field.to_python(value) not in there:
            yield field


def _is_orphan(model: type[models.Model], row: dict[str, Any], found: Found, owner: str) -> bool:
    return any(
        not field.null or field.remote_field.on_delete is models.CASCADE
        for field in _dangling(model, row, found, owner)
    )


def _emptied(
    model: type[models.Model], row: dict[str, Any], found: Found, owner: str = ""
) -> dict[str, Any]:
    return dict.fromkeys((field.name for field in _dangling(model, row, found, owner)), None)


def _attach(thing: models.Model, found: Found, owner: str = "") -> None:
    for field in _pointers(type(thing), owner):
        there = found.get(field.remote_field.model, {}).get(getattr(thing, field.attname))
        if there is not None:
            field.set_cached_value(thing, there)
