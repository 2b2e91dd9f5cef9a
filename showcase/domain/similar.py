"""Projects that look like the one somebody is about to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from showcase.domain.naming import UNTITLED

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

#: Words shorter than this say nothing about a project.
SHORTEST = 4
MOST_WORDS = 8
MOST_PROJECTS = 5
#: A title of this many telling words is alike when it shares two of them.
LONG_TITLE = 3
COMMON = frozenset(
    {"project", "onze", "voor", "naar", "door", "over", "zonder", "titel", "leren", "school"}
)


def words_of(title: str) -> list[str]:
    """The words of a title that may say what it is about."""
    found = re.findall(r"[^\W_]+", title.lower())
    telling = (word for word in found if len(word) >= SHORTEST and word not in COMMON)
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def similar_projects(
    title: str, *, without: ProjectPage | None = None
) -> QuerySet[ProjectPage] | list[ProjectPage]:
    """Up to five live projects whose title shares words with ``title``; most words first."""
    words = words_of(title) if title != str(UNTITLED) else []
    if not words:
        return []
    model: Any = apps.get_model("showcase", "ProjectPage")
    shared: Any = sum(
        (
            Case(
                When(title__icontains=word, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
            for word in words
        ),
        start=Value(0),
    )
    some_word = Q()
    for word in words:
        some_word |= Q(title__icontains=word)
    found = model.objects.live().filter(some_word)
    if without is not None:
        found = found.exclude(pk=without.pk)
    enough = 2 if len(words) >= LONG_TITLE else 1
    ordered = (
        found.annotate(shared=shared)
        .filter(shared__gte=enough)
        .order_by("-shared", "-first_published_at", "pk")
    )
    return list(ordered.select_related("institution")[:MOST_PROJECTS])
