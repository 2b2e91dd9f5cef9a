"""What a school proposed and an agenda: told when it is published, and flagged when withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.records import Event
from forums.domain.agendas import add_item, untable_conclusion
from forums.domain.next_steps import Act, for_next_steps, next_step
from forums.domain.proposing import DiscussedAlreadyError, withdraw_proposal
from forums.domain.publishing import publish_agenda
from forums.domain.tabled import tabled_in
from forums.enums import Access, ProposalState
from forums.records import Proposal, Session
from notifications.records import OutgoingMail
from tests.forums.factories import (
    make_coming_session,
    make_forum,
    make_item,
    make_presenter,
    make_proposal,
    make_recommendation,
)
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db


@made_once
def session():
    """To come, in a forum where the school has a proposal that was accepted."""
    return make_coming_session(make_forum("leren"), place="Zaal 1")


@made_once
def conclusions(school):
    return conclusions_of(make_published(make_school_page(school), conclusions=2))


@made_once
def proposal(session, conclusions):
    return make_proposal(session.forum, conclusions[0], state=ProposalState.ACCEPTED)


@made_once
def item(session, conclusions, proposal):
    return make_item(session, conclusions[0], title="Wat lukt er?", is_published=False)


def fresh(session):
    return Session.objects.select_related("forum").get(pk=session.pk)


def publish(session, by):
    return publish_agenda(fresh(session), by=by, started_from=fresh(session).version)


def mailed(template):
    rows = OutgoingMail.objects.filter(template=f"forums/mail/{template}")
    return sorted(one.recipients[0] for one in rows)


def act_of(session):
    sessions = list(for_next_steps().filter(forum=session.forum))
    return next_step(session.forum, sessions, lacks=0).act


def test_schools_and_speakers_hear_once_when_and_where(client, session, item, editor, moderator):
    make_presenter(item, name="Jo", email="jo@voorbeeld.example")
    client.force_login(moderator)
    place = place_of(session.forum, "sessies/1/agenda/publiceren/")

    asked = client.get(place)
    done = client.post(place, {"started_from": fresh(session).version}, follow=True)

    said = "2 mensen die nu zelf of met een school op de agenda komen, krijgen een mail"
    assert said in asked.text
    assert markup_problems(asked.text) == []
    assert "2 mensen die zelf of met een school op de agenda komen, krijgen een mail." in done.text
    assert mailed("on_agenda") == sorted([editor.email, "jo@voorbeeld.example"])
    text = OutgoingMail.objects.filter(template="forums/mail/on_agenda").first().text
    for words in ("Wat lukt er?", "Zaal 1", session.get_absolute_url(), "/inschrijven/"):
        assert words in text
    add_item(
        fresh(session), by=moderator, started_from=fresh(session).version, title="Slot", minutes=5
    )
    publish(session, moderator)
    assert len(mailed("on_agenda")) == 2


def test_a_forum_for_members_tells_members_alone(session, item, editor, moderator):
    type(session.forum).objects.update(access=Access.MEMBERS_ONLY)
    make_presenter(item, name="Jo", email="jo@voorbeeld.example")

    publish(session, moderator)

    assert mailed("on_agenda") == []


def test_the_school_sees_on_which_agenda_it_stands(client, session, item, proposal, editor):
    client.force_login(editor)
    address = proposal.get_absolute_url()
    assert session.get_absolute_url() not in client.get(address).text
    assert tabled_in([proposal]) == {proposal.pk: []}
    make_item(session, *item.conclusions.all())

    shown = [client.get(one) for one in (address, "/mijn/")]

    assert [session.get_absolute_url() in one.text for one in shown] == [True, True]
    assert "Op de agenda van" in shown[0].text
    assert [markup_problems(one.text) for one in shown] == [[], []]


@pytest.mark.slow
def test_who_organises_hears_that_a_school_withdrew_and_takes_it_off_or_not(
    client, session, item, proposal, editor, moderator, epos_moderator
):
    publish(session, moderator)
    assert act_of(session) == Act.WAIT_FOR_SESSION
    client.force_login(editor)
    asked = client.get(f"{proposal.get_absolute_url()}intrekken/")
    assert session.title in asked.text

    withdraw_proposal(proposal, by=editor)
    withdraw_proposal(Proposal.objects.get(), by=editor)

    assert mailed("proposal_withdrawn") == sorted([moderator.email, epos_moderator.email])
    told = OutgoingMail.objects.filter(template="forums/mail/proposal_withdrawn").first()
    assert place_of(session.forum, "sessies/1/agenda/") in told.text
    assert act_of(session) == Act.SEE_WITHDRAWN
    client.force_login(moderator)
    place = place_of(session.forum, "sessies/1/agenda/")
    shown = client.get(place)
    for words in ("Ingetrokken door de school", "door de school ingetrokken voor dit forum"):
        assert words in shown.text
    assert markup_problems(shown.text) == []

    kept = client.post(place, {"wish": "keep", "proposal": proposal.pk}, follow=True)
    client.post(place, {"wish": "keep", "proposal": proposal.pk})

    assert "Het blijft op de agenda staan." in kept.text
    assert "Laat toch staan" not in kept.text
    assert act_of(session) == Act.WAIT_FOR_SESSION
    assert Event.objects.filter(verb="keep_on_agenda").count() == 1


def test_what_is_taken_off_or_proposed_again_is_flagged_no_more(
    session, item, proposal, conclusions, editor, moderator
):
    publish(session, moderator)
    withdraw_proposal(proposal, by=editor)
    again = make_proposal(session.forum, conclusions[0])
    assert act_of(session) == Act.WAIT_FOR_SESSION
    withdraw_proposal(again, by=editor)
    assert act_of(session) == Act.SEE_WITHDRAWN

    untable_conclusion(item, conclusions[0], by=moderator, started_from=fresh(session).version)

    assert act_of(session) == Act.WAIT_FOR_SESSION


def test_what_was_discussed_or_recommended_is_not_withdrawn(
    client, session, item, proposal, conclusions, editor
):
    recommended = make_proposal(session.forum, conclusions[1], state=ProposalState.ACCEPTED)
    make_recommendation(session.forum, conclusions[1])
    with pytest.raises(DiscussedAlreadyError):
        withdraw_proposal(recommended, by=editor)
    hour = timedelta(hours=1)
    now = timezone.now()
    Session.objects.update(starts_at=now - 3 * hour, ends_at=now - hour)
    client.force_login(editor)

    refused = client.post(f"{proposal.get_absolute_url()}intrekken/", follow=True)

    assert "Dit voorstel is al besproken. Intrekken kan niet meer." in refused.text
    assert "Trek het voorstel in" not in refused.text
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.ACCEPTED
