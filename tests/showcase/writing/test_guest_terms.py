"""What is kept of advisers who were invited to a draft, and how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.domain.erasure import erase_account
from institutions.domain.mandates import end_mandate
from institutions.records import Mandate
from showcase.domain.guests import (
    UnknownLink,
    accept_guest,
    end_guest,
    find_guest,
    forget_guests,
    invite_guest,
)
from showcase.records import DraftGuest
from tests.accounts.factories import make_user
from tests.institutions.factories import make_mandate
from tests.sharing import made_once
from tests.showcase.factories import make_project, make_school_page

pytestmark = pytest.mark.django_db
LONG = timedelta(days=91)


@made_once
def project(school, editor):
    return make_project(make_school_page(school))


def token_of(mailoutbox):
    return mailoutbox[-1].body.split("/begeleiding/")[1].split("/")[0]


@pytest.fixture
def invited(project, editor, mailoutbox, django_capture_on_commit_callbacks):
    def send(email):
        with django_capture_on_commit_callbacks(execute=True):
            guest = invite_guest(project, email, by=editor)
        return guest, token_of(mailoutbox)

    return send


def test_erased_adviser_leaves_no_address_with_any_draft(invited, school, editor):
    adviser = make_user("adviseur@dienst.example")
    _guest, token = invited("adviseur@dienst.example")
    accept_guest(token, by=adviser)
    other = make_project(school.school_page)
    invite_guest(other, "Adviseur@dienst.example", by=editor)
    stays = invite_guest(other, "iemand@dienst.example", by=editor)

    erase_account(adviser, by=adviser)

    assert list(DraftGuest.objects.all()) == [stays]


def test_link_of_a_guest_works_two_weeks_and_is_forgotten_after_three_months(invited):
    old, token = invited("te-laat@dienst.example")
    fresh, _token = invited("op-tijd@dienst.example")
    assert find_guest(token) == old
    DraftGuest.objects.filter(pk=old.pk).update(expires_at=timezone.now())

    with pytest.raises(UnknownLink):
        find_guest(token)
    assert forget_guests() == 0
    DraftGuest.objects.filter(pk=old.pk).update(expires_at=timezone.now() - LONG)
    assert forget_guests() == 1
    assert list(DraftGuest.objects.all()) == [fresh]


def test_guest_who_left_is_forgotten_and_one_who_writes_along_stays(invited, editor):
    guests = {}
    for name in ("weg", "er-nog"):
        person = make_user(f"{name}@dienst.example")
        guests[name], token = invited(person.email)
        accept_guest(token, by=person)
    end_guest(guests["weg"], by=editor)
    DraftGuest.objects.update(
        invited_at=timezone.now() - 2 * LONG, expires_at=timezone.now() - LONG
    )
    DraftGuest.objects.filter(pk=guests["weg"].pk).update(ended_at=timezone.now() - LONG)

    assert forget_guests() == 1
    assert list(DraftGuest.objects.all()) == [guests["er-nog"]]


def test_adviser_reads_one_sentence_about_passwords_and_opening_is_seen(client, invited):
    guest, token = invited("nieuw@dienst.example")

    response = client.get(f"/begeleiding/{token}/")

    assert response.context["form"].fields["password"].help_text == (
        "Minstens 8 tekens, niet alleen cijfers, en geen woord dat iedereen raadt."
    )
    guest.refresh_from_db()
    assert guest.opened_at is not None
    assert guest.token_digest != token


def test_link_of_somebody_who_left_the_school_lets_no_adviser_in(invited, editor, school):
    _guest, token = invited("adviseur@dienst.example")
    mandate = Mandate.objects.get(user=editor)
    day = timezone.localdate()
    Mandate.objects.filter(pk=mandate.pk).update(ended_at=timezone.now(), until=day)

    with pytest.raises(UnknownLink):
        accept_guest(token, by=make_user("adviseur@dienst.example"))


def test_ended_mandate_ends_guesthoods_there_and_what_was_asked(invited, editor, school):
    leaver = make_user("weg@de-brug.example")
    as_guest, token = invited("weg@de-brug.example")
    accept_guest(token, by=leaver)
    taken_up, token = invited("adviseur@dienst.example")
    accept_guest(token, by=make_user("adviseur@dienst.example"))
    asked, _token = invited("later@dienst.example")
    DraftGuest.objects.filter(pk__in=[taken_up.pk, asked.pk]).update(invited_by=leaver)

    end_mandate(make_mandate(leaver, school), by=editor)

    ended = set(DraftGuest.objects.filter(ended_at__isnull=False))
    assert (ended, set(DraftGuest.objects.welcome())) == ({as_guest, asked}, {taken_up})
