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

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution(editor):
    return make_contribution(make_forum("vraag"), editor)


def hide(contribution, by):
    return hide_contribution(contribution, Ground.OFF_TOPIC, "Hoort hier niet.", by=by)


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
    told = OutgoingMail.objects.filter(template="forums/mail/contribution_published")
    assert [one.recipients for one in told] == [["editor@de-brug.example"]]
    hiding.refresh_from_db()
    assert hiding.ended_at is not None
    assert "Verberg toch niet" not in client.get("/forums/vraag/bijdragen/").text


def test_what_was_refused_waits_again(contribution, moderator):
    Contribution.objects.update(state=ContributionState.WAITING, published_at=None)

    undo_hiding(hide(contribution, moderator), by=moderator)

    assert state(contribution) == "waiting"
    assert not OutgoingMail.objects.filter(template="forums/mail/contribution_published").exists()


def test_an_appeal_needs_no_decision_any_more(contribution, editor, moderator):
    hiding = appeal(hide(contribution, moderator), "Het hoort er wel.", by=editor)
    assert Contribution.objects.to_look_at().exists()

    undo_hiding(hiding, by=moderator)

    assert not Contribution.objects.to_look_at().exists()


def test_what_a_colleague_decided_stays(contribution, editor, moderator, epos_moderator):
    hiding = appeal(hide(contribution, moderator), "Het hoort er wel.", by=editor)
    decide_appeal(hiding, by=epos_moderator, puts_back=False, words="Het blijft weg.")

    with pytest.raises(DecidedMeanwhileError):
        undo_hiding(hiding, by=moderator)
    with pytest.raises(PermissionDenied):
        undo_hiding(hiding, by=editor)
    assert state(contribution) == "hidden"
