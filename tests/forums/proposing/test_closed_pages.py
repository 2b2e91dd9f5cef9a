"""The page on which a school offers, for who can do nothing there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.next_steps import Act
from forums.domain.organising import values_of
from forums.enums import ProposalState
from forums.records import Proposal
from forums.views.organising.steps import step_of
from tests.forums.factories import make_calling, make_proposal
from tests.forums.proposing.test_pages import (
    FORUM,
    LIST,
    OFFER,
    SEND,
    conclusions,
    forum,
    sound,
)

# Nothing to offer, no call: what another test needs would be there.
pytestmark = [pytest.mark.django_db, pytest.mark.apart]
__all__ = ["conclusions", "forum"]


def test_outside_the_call_the_page_says_when(client, editor, conclusions):
    day = timezone.localdate() + timedelta(days=2)
    make_calling("oproep", call_opens_on=day)
    client.force_login(editor)

    assert OFFER not in sound(client.get(FORUM)).text
    assert "De oproep loopt niet" in sound(client.get(OFFER), 409).text


def test_who_has_nothing_to_offer_hears_it(client, forum, editor):
    client.force_login(editor)

    assert "Er is niets om voor te stellen" in sound(client.get(OFFER)).text


def test_members_only_forum_tells_outsiders_nothing(client, editor, conclusions):
    forum = make_calling("oproep", access="members_only")
    client.force_login(editor)

    answer = client.get(OFFER)

    assert answer.status_code == 404
    assert [words for words in (forum.title, forum.question) if words in answer.text] == []


def test_who_takes_no_part_is_offered_no_button(client, editor, conclusions):
    make_calling("oproep", access="members_take_part")
    client.force_login(editor)

    assert OFFER not in sound(client.get(FORUM)).text
    assert client.get(OFFER).status_code == 403


def test_the_next_step_is_to_decide_and_then_to_send(client, moderator, conclusions):
    forum = make_calling("oproep")
    assert step_of(forum).act == Act.PLAN_SESSION
    made = make_proposal(forum, conclusions[0])
    held = make_proposal(forum, conclusions[1], state=ProposalState.ON_HOLD)

    def step():
        client.force_login(moderator)
        return sound(client.get("/mijn/forums/oproep/")).context["row"].step

    assert (step().act, step().url) == (Act.DECIDE, LIST)
    Proposal.objects.filter(pk=made.pk).update(prepared="accepted")
    assert (step().act, step().url) == (Act.SEND_DECISIONS, SEND)
    made.proposed.all().delete()
    made.delete()
    assert held.is_undecided
    assert step().act == Act.PLAN_SESSION
    assert values_of(forum)["title"] == "oproep"
