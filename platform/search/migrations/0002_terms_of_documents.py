"""Where the terms stand: what neither Django nor the other database knows."""

from django.db import migrations

TABLES = ("search_terms_a", "search_terms_b")


def make_tables(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING "
                "fts5(terms, detail=none, columnsize=0, tokenize='ascii')"
            )
        else:
            # The terms apart from their row: where a term stands is then read from a small table.
            schema_editor.execute(
                f"CREATE TABLE {table} (slot integer PRIMARY KEY, terms tsvector NOT NULL)"
                " WITH (toast_tuple_target = 128)"
            )
            schema_editor.execute(f"ALTER TABLE {table} ALTER terms SET STORAGE EXTERNAL")
            schema_editor.execute(
                f"CREATE INDEX {table}_terms ON {table} USING gin (terms)"
                " WITH (gin_pending_list_limit = 256)"
            )


def drop_tables(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_the_index")]
    operations = [migrations.RunPython(make_tables, drop_tables)]
