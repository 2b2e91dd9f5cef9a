import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.domain.guarding import guard_log, unguard_log
from audit.domain.record import record
from audit.records import Event
from tests.accounts.factories import make_user
from tests.sharing import made_once


@made_once
def event(db):
    return record("test", make_user(), by=None, count=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'anders'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_event WHERE verb = 'test'",
    ],
)
def test_log_refuses_raw_sql(event, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Event.objects.get(pk=event.pk).verb == "test"


def test_log_refuses_the_orm(event):
    event.verb = "anders"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(verb="anders")

    assert Event.objects.get(pk=event.pk).verb == "test"


def test_log_refuses_to_be_replaced_or_emptied(event):
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event"
    else:
        statement = "TRUNCATE audit_event"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Event.objects.filter(pk=event.pk).exists()


def test_guard_can_be_put_in_place_twice(event):
    guard_log(connection)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_log_in_tests_and_guards_it_again():
    record("test", make_user(), by=None)

    call_command("flush", interactive=False, verbosity=0)

    assert not Event.objects.exists()
    record("test", make_user(), by=None)
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused_where_the_log_must_stay(settings):
    settings.AUDIT_LOG_MAY_BE_FLUSHED = False
    record("test", make_user(), by=None)

    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)

    assert Event.objects.filter(verb="test").count() == 1
    settings.AUDIT_LOG_MAY_BE_FLUSHED = True


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_migrating_puts_the_guard_back():
    """Changing a column on SQLite makes the table anew, without its triggers."""
    record("test", make_user(), by=None)
    unguard_log(connection)

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()
    assert Event.objects.filter(verb="test").count() == 1
