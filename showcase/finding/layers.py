"""Expressions that count each concept under itself and everything narrower."""

from __future__ import annotations

from django.db.models import BigIntegerField, Case, Expression, F, When
from django.db.models.functions import Coalesce


def flat(path: str) -> tuple[Expression, ...]:
    """The layer of a list without hierarchy."""
    return (_chosen((path, path)),)


def two_layers(path: str) -> tuple[Expression, ...]:
    """The two layers of a hierarchy: the broadest, and what stands below it."""
    broader = f"{path}__broader"
    return (_first(broader, path), _chosen((broader, path)))


def three_layers(path: str) -> tuple[Expression, ...]:
    """The three layers of a hierarchy, the broadest first."""
    broader, broadest = f"{path}__broader", f"{path}__broader__broader"
    return (
        _first(broadest, broader, path),
        _chosen((broadest, broader), (broader, path)),
        _chosen((broadest, path)),
    )


def _first(*paths: str) -> Expression:
    return Coalesce(*(F(path) for path in paths), output_field=BigIntegerField())


def _chosen(*pairs: tuple[str, str]) -> Expression:
    """For the first pair whose first path leads somewhere, what its second path leads to."""
    return Case(
        *(When(**{f"{there}__isnull": False}, then=F(path)) for there, path in pairs),
        output_field=BigIntegerField(),
    )
