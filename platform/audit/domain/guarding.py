"""The database's own guard over the log.

A verb can't forget it, and neither can somebody with a SQL prompt: changing or removing a row,
or emptying the table, fails.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_event"
REFUSAL = "audit_event is append-only"

#: SQLite. ``INSERT OR REPLACE`` removes rows without firing a DELETE trigger, hence the third.
ON_SQLITE = {
    "audit_event_no_update": f"BEFORE UPDATE ON {TABLE}",
    "audit_event_no_delete": f"BEFORE DELETE ON {TABLE}",
    "audit_event_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608
    ),
}

ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER audit_event_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
"""


def guard_log(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place where they are missing; without the table, do nothing."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "sqlite":
            for name, when in ON_SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} {when} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
        elif connection.vendor == "postgresql":
            cursor.execute(ON_POSTGRESQL)


def unguard_log(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for whoever empties the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ON_SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_event_append_only ON {TABLE}")
