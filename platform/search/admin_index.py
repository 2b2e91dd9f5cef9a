"""Wagtail's own index, which only the admin searches: a quotation mark alone breaks no search."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText


def SearchBackend(params: Any) -> Any:  # noqa: N802  (Wagtail asks for this name)
    """The backend of the database that is in use."""
    return _embedded()(params) if connection.vendor == "sqlite" else DatabaseBackend(params)


@cache
def _embedded() -> Any:
    # Its table exists on SQLite alone, and elsewhere the module can't even be read.
    from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend

    class EmbeddedBackend(SQLiteSearchBackend):
        """FTS5 takes every quotation mark for the begin of a phrase, and demands its end."""

        def _search(self, query_compiler_class: Any, query: Any, *args: Any, **more: Any) -> Any:
            return super()._search(query_compiler_class, without_quotes(query), *args, **more)

    return EmbeddedBackend


def without_quotes(query: Any) -> Any:
    """``query`` with a space for every double quotation mark; empty when no word is left."""
    if isinstance(query, str):
        return query.replace('"', " ").strip()
    if isinstance(query, PlainText | Phrase):
        query.query_string = without_quotes(query.query_string)
        return query if query.query_string else ""
    if isinstance(query, And | Or):
        parts = [without_quotes(part) for part in query.subqueries]
        query.subqueries = [part for part in parts if part != ""]
        return query if query.subqueries else ""
    if isinstance(query, Not | Boost):
        query.subquery = without_quotes(query.subquery)
        return query if query.subquery != "" else ""
    return query
