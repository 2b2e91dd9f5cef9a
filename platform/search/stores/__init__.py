"""The databases that can hold the terms of the index. One contract, one answer."""

from __future__ import annotations

from django.db import connection

from search.stores.contract import Store
from search.stores.postgresql import PostgreSQLStore
from search.stores.sqlite import SQLiteStore

STORES: dict[str, type[Store]] = {"sqlite": SQLiteStore, "postgresql": PostgreSQLStore}


def database_store() -> Store:
    """The store of the database that everything else is in."""
    return STORES[connection.vendor]()


__all__ = ["STORES", "Store", "database_store"]
