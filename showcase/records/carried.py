"""The files that a draft carries: only those of its own school.

A draft names a file by its number, and a number is no secret. So everything that takes one over
asks here: the forms, handing in, publishing, copying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showcase.records.files import SchoolDocument, SchoolImage

#: Which parts of a draft carry a file, in which field, and of which kind.
CARRIERS: dict[str, tuple[str, Any]] = {
    "result_drafts": ("document", SchoolDocument),
    "photos": ("image", SchoolImage),
}


def own_files(relation: str, project: Any) -> Any:
    """The files that a part in ``relation`` of ``project`` may carry."""
    return CARRIERS[relation][1].objects.of_school(project.institution_id)


def carried(relation: str, project: Any) -> set[int]:
    """The numbers of the files that the parts in ``relation`` carry."""
    field = f"{CARRIERS[relation][0]}_id"
    numbers = (getattr(part, field) for part in getattr(project, relation).all())
    return {number for number in numbers if number is not None}


def carried_in(relation: str, content: Mapping[str, Any]) -> set[int]:
    """The same of a revision, read from its ``content``: no draft is built for it."""
    field = CARRIERS[relation][0]
    numbers = (part.get(field) for part in content.get(relation, ()))
    return {number for number in numbers if number is not None}


def parts_with_foreign_files(project: Any) -> Iterator[tuple[str, str, Any]]:
    """The parts that carry a file of another school: their relation, the field, and itself."""
    for relation, (field, _model) in CARRIERS.items():
        numbers = carried(relation, project)
        if not numbers:
            continue
        own = own_files(relation, project).filter(pk__in=numbers)
        foreign = numbers.difference(own.values_list("pk", flat=True))
        for part in getattr(project, relation).all():
            if getattr(part, f"{field}_id") in foreign:
                yield relation, field, part


def drop_foreign_files(project: Any) -> None:
    """Let the draft carry only what its school may give; saves nothing."""
    for _relation, field, part in list(parts_with_foreign_files(project)):
        setattr(part, field, None)
