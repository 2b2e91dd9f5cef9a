"""Elasticsearch: a copy of the database's index. `docs/search.md` says how."""
