"""Text of who is signed out: kept for who was signed in here, and not for long."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.domain.sessions import clear_expired_sessions
from accounts.entrance import NOTHING_HAPPENED
from accounts.kept import KEEP, SIGNED_IN_BEFORE
from tests.showcase.writing.filling import posted_by
from tests.signing_out import lose_session


def address(project):
    return f"/mijn/projecten/{project.pk}/"


def test_nothing_is_kept_of_a_browser_in_which_nobody_ever_signed_in(project):
    forged = Client()
    forged.cookies[SIGNED_IN_BEFORE] = "ja:verzonnen"
    sent = {"summary": "A" * 199_000}

    for client in (Client(), forged):
        for place in (
            address(project),
            f"/mijn/nakijken/{project.pk}/",
            f"/beheer/pages/{project.pk}/edit/",
        ):
            assert client.post(place, sent).status_code == 302

    assert not Session.objects.exists()


def test_text_of_who_was_signed_in_is_kept_for_a_few_hours(at_work, project):
    lose_session(at_work)

    at_work.post(address(project), {"summary": "Niet kwijt."})

    assert at_work.session["kept_text"][address(project)]["text"] == "summary=Niet+kwijt."
    ends = Session.objects.get(session_key=at_work.session.session_key).expire_date
    assert ends - timezone.now() <= KEEP


@pytest.mark.parametrize("wish", ["dien-in:toch", "dien-in", "neem-terug", "bewaar"])
@pytest.mark.slow
@pytest.mark.both
def test_a_button_that_was_pressed_signed_out_empties_no_draft(at_work, editor, project, wish):
    before = posted_by(at_work, project)
    lose_session(at_work)

    at_work.post(address(project), {"doe": wish})
    at_work.force_login(editor)
    shown = at_work.get(address(project), follow=True)

    assert str(NOTHING_HAPPENED) in shown.text
    assert not shown.context["kept"]
    again = posted_by(at_work, project)
    for own in ("sitting", "turn"):
        before.pop(own), again.pop(own)
    assert again == before


def test_a_button_pressed_signed_out_leaves_the_text_that_waits(at_work, editor, project):
    typed = posted_by(at_work, project, summary="Niet kwijt.")
    lose_session(at_work)

    at_work.post(address(project), typed)
    at_work.post(address(project), {"doe": "neem-terug"})
    at_work.force_login(editor)

    assert posted_by(at_work, project)["summary"] == "Niet kwijt."


def test_a_form_without_text_is_not_said_to_be_saved(at_work, project):
    shown = at_work.post(address(project), {"doe": "bewaar"}, follow=True)

    assert [str(one) for one in shown.context["messages"]] == [str(NOTHING_HAPPENED)]


def test_session_lasts_as_ever_once_its_visitor_signs_in(at_work, editor, project):
    lose_session(at_work)
    at_work.post(address(project), {"summary": "Niet kwijt."})

    at_work.force_login(editor)

    assert at_work.session.get_expiry_age() > KEEP.total_seconds()


def test_tidying_clears_the_sessions_that_ended(at_work, editor):
    ended = Session.objects.get()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Client().force_login(editor)

    clear_expired_sessions()

    assert ended not in Session.objects.all()
    assert Session.objects.count() == 1
