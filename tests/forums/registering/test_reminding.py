"""Reminders go out some at a time: each once, and a batch that broke loses no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from forums.domain import reminding
from forums.domain.reminding import send_reminders
from forums.records import Reminder
from notifications.records import OutgoingMail
from tests.forums.factories import make_coming_session, make_registration

pytestmark = pytest.mark.django_db


def coming(count):
    """So many people who come within a week, with a place since long."""
    session = make_coming_session(starts_at=timezone.now() + timedelta(days=5))
    since = timezone.now() - timedelta(days=20)
    return [
        make_registration(
            session, email=f"{number}@school.example", confirmed_at=since, seat=number + 1
        )
        for number in range(count)
    ]


def mailed():
    listed = OutgoingMail.objects.filter(template="forums/mail/reminder")
    return sorted(one.recipients[0] for one in listed)


def test_everybody_is_reminded_once_when_it_is_run_twice(monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    people = coming(5)
    late = people[1]
    late.confirmed_at = timezone.now()
    late.save()

    assert [send_reminders(), send_reminders()] == [4, 0]
    assert mailed() == sorted(one.email for one in people if one != late)


def test_what_breaks_halfway_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    people = coming(5)

    def breaks(instance, **_more):
        if instance.recipients == [people[3].email]:
            raise OSError

    post_save.connect(breaks, sender=OutgoingMail)
    try:
        with pytest.raises(OSError):
            send_reminders()
    finally:
        post_save.disconnect(breaks, sender=OutgoingMail)
    assert mailed() == [one.email for one in people[:2]]
    assert Reminder.objects.count() == 2

    assert send_reminders() == 3
    assert mailed() == [one.email for one in people]


@pytest.mark.parametrize("count", [1, 3])
def test_a_reminder_costs_its_own_mail_and_no_more(django_assert_num_queries, count):
    coming(count)

    with django_assert_num_queries(9 + 3 * count):
        send_reminders()

    assert len(mailed()) == count
