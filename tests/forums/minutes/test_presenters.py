"""Somebody who opened an item for no school asks to correct its minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from forums.domain.correcting import propose_correction, take_over
from forums.domain.erasing import erase_presenter
from forums.records import Correction
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import make_presenter
from tests.forums.minutes.making import make_corrected, make_presented
from tests.markup import markup_problems
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

ASKED = {"passage": "één formulier", "proposal": "één brief", "reason": "Zo zei ik het."}


@made_once
def item(school):
    return make_presented(school)


def asked_by_speaker(item, *, opens=True, **presents):
    """Somebody with an account and no school, who opens ``item``, or nothing."""
    speaker = make_user("spreker@voorbeeld.example")
    if opens:
        make_presenter(item, user=speaker, name="Noor Spreker", **presents)
    return speaker


def test_who_opened_an_item_for_no_school_proposes_corrections_as_a_presenter(item, moderator):
    speaker = asked_by_speaker(item)
    minutes = make_corrected(item, by=moderator)

    made = [propose_correction(minutes, by=speaker, **ASKED) for _again in range(2)]

    assert made[0] == made[1]
    (asked,) = Correction.objects.all()
    assert (asked.institution, asked.presenter) == (None, item.presenters.get())
    assert (asked.proposed_by, asked.asked_by) == (speaker, "een spreker")
    mails = OutgoingMail.objects.filter(template="forums/mail/corrections_open")
    assert [speaker.email] in [one.recipients for one in mails]
    take_over(asked, by=moderator)
    minutes.refresh_from_db()
    assert "één brief" in minutes.text


def test_who_opened_nothing_or_for_a_school_proposes_nothing_for_themselves(
    item, school, moderator
):
    stranger = asked_by_speaker(item, opens=False)
    for_a_school = make_user("namens@voorbeeld.example")
    make_presenter(item, user=for_a_school, institution=school, institution_name=school.name)
    minutes = make_corrected(item, by=moderator)

    for person in (stranger, for_a_school, moderator):
        with pytest.raises(PermissionDenied):
            propose_correction(minutes, by=person, **ASKED)

    assert not Correction.objects.exists()


def test_nobody_answers_a_correction_that_they_asked_as_a_presenter(item, moderator):
    make_presenter(item, user=moderator, name="Noor Moderator")
    asked = propose_correction(make_corrected(item, by=moderator), by=moderator, **ASKED)

    with pytest.raises(PermissionDenied):
        take_over(asked, by=moderator)


def test_a_correction_stays_when_its_presenter_is_erased(item, moderator):
    speaker = asked_by_speaker(item)
    propose_correction(make_corrected(item, by=moderator), by=speaker, **ASKED)

    erase_presenter(speaker, [speaker.email])

    (asked,) = Correction.objects.all()
    assert (asked.presenter, asked.asked_by) == (None, "een spreker")


def test_the_page_of_the_minutes_takes_a_correction_of_a_presenter(client, item, moderator):
    speaker = asked_by_speaker(item, named_until=timezone.localdate() + timedelta(days=9))
    make_corrected(item, by=moderator)
    client.force_login(speaker)
    place = "/forums/vraag/sessies/1/verslag/"

    desk = client.get("/mijn/").text
    page = client.get(place).text
    sent = client.post(place, {"item": item.pk, **ASKED}, follow=True)

    assert place in desk
    assert "Klopt er iets niet?" in page
    assert 'name="institution"' not in page
    assert "Je opmerking staat bij het verslag." in sent.text
    assert "<span>Noor Spreker</span>" in sent.text
    assert markup_problems(sent.text) == []
    client.force_login(moderator)
    assert "<b>Noor Spreker</b>" in client.get(f"/mijn{place}").text


def test_who_speaks_for_a_school_and_for_themselves_chooses_between_them(
    client, item, school, editor, moderator
):
    make_presenter(item, user=editor, name="Noor Spreker")
    make_corrected(item, by=moderator)
    client.force_login(editor)
    place = "/forums/vraag/sessies/1/verslag/"

    page = client.get(place).text
    for institution in ("", school.pk):
        client.post(place, {"item": item.pk, "institution": institution, **ASKED})

    assert "mezelf, als spreker" in page
    rows = Correction.objects.order_by("pk")
    assert [one.institution for one in rows] == [None, school]
