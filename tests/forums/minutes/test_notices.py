"""Who writes minutes and who asks to correct them hear of each other, and when minutes close."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from forums.domain.correcting import propose_correction, refuse_correction, take_over
from forums.domain.minutes import name_reporter
from forums.records import Correction, Session
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.minutes.making import SAID, make_corrected, make_presented
from tests.markup import markup_problems

pytestmark = pytest.mark.django_db

ASKED = {"passage": "één formulier", "proposal": "één brief", "reason": "Zo zeiden we het."}
DESK = "/mijn/forums/vraag/sessies/1/verslag/"


@pytest.fixture
def item(school):
    return make_presented(school)


def mails(template):
    return list(OutgoingMail.objects.filter(template=f"forums/mail/{template}"))


def test_who_is_made_reporter_hears_it_once(item, moderator):
    reporter = make_user("verslag@voorbeeld.example")

    for _again in range(2):
        name_reporter(item.session, reporter, by=moderator)
    name_reporter(item.session, moderator, by=moderator)

    (mail,) = mails("reporter_named")
    assert mail.recipients == [reporter.email]
    assert DESK in mail.text


@pytest.mark.parametrize("is_named", [True, False])
def test_who_answers_hears_of_a_correction_and_its_school_of_the_answer(
    client, item, school, editor, moderator, is_named
):
    minutes = make_corrected(item, by=moderator)
    reporter = make_user("verslag@voorbeeld.example")
    if is_named:
        name_reporter(item.session, reporter, by=moderator)

    for _again in range(2):
        asked = propose_correction(minutes, by=editor, institution=school, **ASKED)
    other = {**ASKED, "passage": "wat in", "proposal": "veel in"}
    refused = propose_correction(minutes, by=editor, institution=school, **other)
    for _again in range(2):
        take_over(asked, by=moderator)
        refuse_correction(refused, by=moderator, answer="Dat zei niemand.")

    writer = reporter if is_named else moderator
    proposed = mails("correction_proposed")
    assert [one.recipients for one in proposed] == [[writer.email]] * 2
    answered = sorted(mails("correction_answered"), key=lambda one: one.subject)
    assert [one.recipients for one in answered] == [[editor.email]] * 2
    assert [one.subject.split(":")[0] for one in answered] == [
        "Je opmerking is niet overgenomen",
        "Je opmerking is overgenomen",
    ]
    assert "Dat zei niemand." in answered[0].text
    for mail, reader in ((proposed[0], writer), (answered[1], editor)):
        place, anchor = re.search(r"https?://[^/]+(/\S+)#(opmerking-\d+)", mail.text).groups()
        client.force_login(reader)
        assert f'id="{anchor}"' in client.get(place).text


def test_nobody_hears_of_their_own_correction(item, school, editor, moderator):
    minutes = make_corrected(item, by=moderator)
    name_reporter(item.session, editor, by=moderator)

    propose_correction(minutes, by=editor, institution=school, **ASKED)

    assert mails("correction_proposed") == []


def test_final_is_offered_when_it_can_be_and_says_when_that_is(
    client, item, school, editor, moderator
):
    minutes = make_corrected(item, by=moderator)
    propose_correction(minutes, by=editor, institution=school, **ASKED)
    client.force_login(moderator)

    waiting = client.get(DESK)
    sent = client.post(DESK, {f"text_{item.pk}": SAID, "doe": "definitief"})
    Session.objects.update(corrections_until=timezone.now())
    asked = client.get(DESK)
    Correction.objects.update(taken_over=False, answer="Nee.", answered_at=timezone.now())
    ready = client.get(DESK)

    button = 'value="definitief"'
    assert [button in one.text for one in (waiting, asked, ready)] == [False, False, True]
    assert "Definitief maken kan vanaf" in waiting.text
    assert "Definitief maken kan als elke opmerking beantwoord is." in asked.text
    assert sent.status_code in (409, 422)
    assert markup_problems(waiting.text) == []


def test_agenda_says_whether_its_minutes_are_read_or_final(client, item, moderator):
    make_corrected(item, by=moderator)
    client.force_login(moderator)
    place = "/mijn/forums/vraag/sessies/1/agenda/"

    read = client.get(place).text
    Session.objects.update(closed_at=timezone.now())
    final = client.get(place).text

    assert "Wie erbij was, leest het verslag van deze bijeenkomst na." in read
    assert "Het verslag van deze bijeenkomst is definitief." in final
