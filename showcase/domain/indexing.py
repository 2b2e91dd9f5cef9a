"""Keeping the search index equal to what everybody may see of projects."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from search.domain.indexing import index
from showcase.enums import FoundKind


def index_projects(keys: Iterable[int]) -> None:
    """Let the index follow these projects, with their results and conclusions.

    Called in the transaction of the verb that changed them.
    """
    wanted = list(keys)
    index(FoundKind.PROJECT, wanted)
    for kind, model in ((FoundKind.RESULT, "Result"), (FoundKind.CONCLUSION, "PolicyConclusion")):
        rows = apps.get_model("showcase", model)._default_manager.filter(project__in=wanted)
        index(kind, rows.values_list("pk", flat=True))


def index_schools(keys: Iterable[int]) -> None:
    """Let the index follow these pages of schools."""
    index(FoundKind.SCHOOL, keys)


def index_institution(key: int) -> None:
    """Let the index follow everything that bears the name of an institution."""
    index_schools(
        apps.get_model("showcase", "SchoolPage")
        ._default_manager.filter(institution=key)
        .values_list("pk", flat=True)
    )
    projects = apps.get_model("showcase", "ProjectPage")._default_manager
    index_projects(
        projects.filter(institution=key, first_published_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    conclusions = apps.get_model("showcase", "PolicyConclusion")._default_manager
    index(FoundKind.CONCLUSION, conclusions.filter(addressees=key).values_list("pk", flat=True))
