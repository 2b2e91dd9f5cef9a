"""Writing rows by the ten thousand, quicker than one object at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def write_rows(rows: Iterable[Model]) -> list[Any]:
    """Write new ``rows`` of one model, each with a key of its own, and return them.

    For tables that nobody else writes to meanwhile. Only the table of the model itself is
    written: a row of a model with a parent brings the key that its parent row got. Nothing is
    validated, no signal is sent; the constraints of the database hold.
    """
    listed = list(rows)
    if not listed:
        return listed
    model = type(listed[0])
    if listed[0].pk is None:
        for row, number in zip(listed, _new_keys(model, len(listed)), strict=True):
            row.pk = number
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        for row in listed
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
            prepared,
        )
    return listed


def _new_keys(model: type[Model], count: int) -> Iterator[int]:
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return iter([number for (number,) in cursor.fetchall()])
        quote = connection.ops.quote_name
        cursor.execute(f"SELECT coalesce(max({quote(column)}), 0) FROM {quote(table)}")  # noqa: S608
        last = cursor.fetchone()[0]
    return iter(range(last + 1, last + count + 1))


def join(relation: Any, pairs: Sequence[tuple[Model, Model]]) -> None:
    """Write the rows of a many-to-many relation."""
    field = relation.field
    near, far = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    write_rows(relation.through(**{near: one.pk, far: other.pk}) for one, other in pairs)
