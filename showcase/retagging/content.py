"""Retagging inside the saved text of a revision.

A revision keeps a project as JSON: keys of terms in relations, slugs in lists. These functions
change that JSON in place and say whether anything changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

from showcase.pages import ProjectPage
from showcase.records.fields import TermSlugsField
from vocabularies.records import Concept, Keyword, Term

Content = dict[str, Any]


def parts_of(content: Content) -> Iterator[tuple[type[models.Model], Content]]:
    """The project itself and every inline child in ``content``, with the model of each."""
    yield ProjectPage, content
    for relation in get_all_child_relations(ProjectPage):
        for child in content.get(relation.get_accessor_name(), []):
            yield relation.related_model, child


def carries(content: Content, old: Concept | Keyword) -> bool:
    """Whether ``old`` stands anywhere in ``content``."""
    return any(
        _holds(part.get(field.name), _value(field, old))
        for model, part in parts_of(content)
        for field in fields_for(model, old)
    )


def swap(content: Content, old: Concept, into: Concept) -> bool:
    """Put ``into`` where ``old`` stood; one that was there already is not doubled."""
    changed = False
    for model, part in parts_of(content):
        for field in fields_for(model, old):
            before, after = _value(field, old), _value(field, into)
            held = part.get(field.name)
            if not _holds(held, before):
                continue
            changed = True
            if isinstance(held, list):
                kept = [after if one == before else one for one in held]
                part[field.name] = list(dict.fromkeys(kept))
            else:
                part[field.name] = after
    if changed:
        _drop_double_links(content)
    return changed


def fields_for(model: type[models.Model], old: Concept | Keyword) -> list[Any]:
    """The fields of ``model`` that can carry ``old``."""
    found = [
        field
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and field.related_model is type(old)
    ]
    if isinstance(old, Term):
        found = [f for f in found if _scheme_of(f) in {None, old.scheme}]
        found += [
            f
            for f in model._meta.get_fields()
            if isinstance(f, TermSlugsField) and f.scheme == old.scheme
        ]
    return found


def _scheme_of(field: Any) -> str | None:
    limit = field.get_limit_choices_to() if hasattr(field, "get_limit_choices_to") else None
    return limit.get("scheme") if isinstance(limit, dict) else None


def _value(field: Any, concept: Concept | Keyword) -> Any:
    return concept.slug if isinstance(field, TermSlugsField) else concept.pk  # type: ignore[union-attr]


def _holds(held: Any, value: Any) -> bool:
    return value in held if isinstance(held, list) else held == value


def _drop_double_links(content: Content) -> None:
    """Leave each theme and level once."""
    for name in ("theme_links", "level_links"):
        seen: dict[Any, Content] = {}
        for link in content.get(name, []):
            seen.setdefault(link["tag"], link)
        if name in content:
            content[name] = list(seen.values())
