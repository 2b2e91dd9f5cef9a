"""Who hid a contribution takes it back, as long as nobody decided on an appeal."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from forums.domain.moderating import (
    DecidedMeanwhileError,
    appeal,
    decide_appeal,
    hide_contribution,
    undo_hiding,
)
from forums.enums import ContributionState, Ground
from forums.records import Contribution
from notifications.records import OutgoingMail
from tests.forums.factories import make_contribution, make_forum
from tests.markup import markup_problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution(editor):
    return make_contribution(make_forum("vraag"), editor)


def hide(contribution, by):
    return hide_contribution(contribution, Ground.OFF_TOPIC, "Hoort hier niet.", by=by, version=1)


def state(contribution):
    return Contribution.objects.get(pk=contribution.pk).state


def test_what_stood_there_stands_there_again(client, contribution, moderator, epos_moderator):
    hiding = hide(contribution, moderator)
    place = f"/forums/vraag/bijdragen/{contribution.pk}/nakijken/"
    client.force_login(epos_moderator)
    assert "Verberg toch niet" not in client.get("/forums/vraag/bijdragen/").text
    assert client.post(place, {"wish": "undo"}).status_code == 403
    assert state(contribution) == "hidden"

    client.force_login(moderator)
    assert "Verberg toch niet" in client.get("/forums/vraag/bijdragen/").text
    for _again in range(2):
        assert client.post(place, {"wish": "undo"}).status_code == 302

    assert state(contribution) == "published"
    told = OutgoingMail.objects.filter(template="forums/mail/contribution_shown_again")
    assert [one.recipients for one in told] == [["editor@de-brug.example"]]
    assert told.get().subject == "Je bijdrage aan “vraag” staat weer online"
    assert "kwam daarop terug" in told.get().text
    assert "las je bijdrage" not in told.get().text
    hiding.refresh_from_db()
    assert hiding.ended_at is not None
    assert "Verberg toch niet" not in client.get("/forums/vraag/bijdragen/").text


def test_what_was_refused_waits_again(contribution, moderator):
    Contribution.objects.update(state=ContributionState.WAITING, published_at=None)

    undo_hiding(hide(contribution, moderator), by=moderator)

    assert state(contribution) == "waiting"
    assert not OutgoingMail.objects.filter(template__contains="contribution_shown").exists()


def test_an_appeal_needs_no_decision_any_more(contribution, editor, moderator):
    hiding = appeal(hide(contribution, moderator), "Het hoort er wel.", by=editor)
    assert Contribution.objects.to_look_at().exists()

    undo_hiding(hiding, by=moderator)

    assert not Contribution.objects.to_look_at().exists()


def test_a_decision_or_an_appeal_that_comes_after_it_is_none(
    client, contribution, editor, moderator, epos_moderator
):
    hiding = appeal(hide(contribution, moderator), "Het hoort er wel.", by=editor)
    undo_hiding(hiding, by=moderator)
    place = f"/forums/vraag/bijdragen/{contribution.pk}/"
    decision = {"outcome": "stay", "words": "Ze blijft weg."}

    with pytest.raises(DecidedMeanwhileError):
        decide_appeal(hiding, by=epos_moderator, puts_back=False, words="Ze blijft weg.")
    client.force_login(epos_moderator)
    decides = client.post(f"{place}beslissen/", decision)
    asks = client.get(f"{place}beslissen/", follow=True)
    client.force_login(editor)
    appeals = client.post(f"{place}bezwaar/", {"words": "Nog eens."})

    assert state(contribution) == "published"
    assert not OutgoingMail.objects.filter(template="forums/mail/appeal_decided").exists()
    for page, said in ((decides, "Ze blijft weg."), (appeals, "Nog eens.")):
        assert page.status_code == 409
        assert "is niet meer verborgen" in page.text
        assert "Wat je typte" in page.text
        assert said in page.text
        assert markup_problems(page.text) == []
    assert "De bijdrage is niet meer verborgen." in asks.text


def test_what_a_colleague_decided_stays(contribution, editor, moderator, epos_moderator):
    hiding = appeal(hide(contribution, moderator), "Het hoort er wel.", by=editor)
    decide_appeal(hiding, by=epos_moderator, puts_back=False, words="Het blijft weg.")

    with pytest.raises(DecidedMeanwhileError):
        undo_hiding(hiding, by=moderator)
    with pytest.raises(PermissionDenied):
        undo_hiding(hiding, by=editor)
    assert state(contribution) == "hidden"
