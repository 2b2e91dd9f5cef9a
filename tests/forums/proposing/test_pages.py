"""The pages of proposals: the school's, the organisers', and the tray beside an agenda."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.agendas import table_proposal
from forums.domain.deciding import invite_school, mark_of, prepare_decision
from forums.domain.proposing import take_up_invitation
from forums.enums import ProposalState
from forums.records import AgendaItem, Proposal, Session
from forums.views.proposing import asked_on_desk, proposals_on_desk
from institutions.enums import Capacity
from notifications.records import OutgoingMail
from tests.forums.factories import make_calling, make_forum, make_item, make_proposal, make_session
from tests.institutions.factories import make_mandate
from tests.markup import markup_problems
from tests.racing import at_once
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db

FORUM = "/forums/oproep/"
OFFER = "/forums/oproep/voorstellen/"
LIST = "/mijn/forums/oproep/voorstellen/"
SEND = f"{LIST}versturen/"
ASK = f"{LIST}vragen/"


@made_once
def forum():
    return make_calling("oproep")


@made_once
def conclusions(school):
    return conclusions_of(make_published(make_school_page(school), conclusions=4))


@pytest.fixture
def asked(forum, conclusions):
    return make_proposal(forum, conclusions[0], state=ProposalState.INVITED, motivation="")


def sound(response, status=200):
    assert response.status_code == status
    assert markup_problems(response.text) == []
    return response


@pytest.mark.slow
def test_a_school_offers_from_the_page_of_the_forum_and_withdraws(
    client, forum, editor, conclusions
):
    client.force_login(editor)
    assert OFFER in sound(client.get(FORUM)).text
    page = sound(client.get(OFFER))
    assert list(page.context["form"].fields["conclusions"].queryset) == conclusions

    refused = sound(client.post(OFFER, {"motivation": ""}), 422)
    assert set(refused.context["form"].errors) == {"conclusions", "motivation"}
    chosen = [one.pk for one in conclusions[:2]]
    sent = client.post(OFFER, {"conclusions": chosen, "motivation": "Omdat <b>."}, follow=True)

    made = Proposal.objects.get()
    assert sent.redirect_chain[-1][0] == made.get_absolute_url()
    assert "Je voorstel is verstuurd naar de organisatoren." in sound(sent).text
    assert "Omdat &lt;b&gt;." in sent.text
    again = sound(client.get(OFFER))
    assert list(again.context["form"].fields["conclusions"].queryset) == conclusions[2:]
    assert again.context["theirs"] == [made]
    taken = client.post(OFFER, {"conclusions": chosen, "motivation": "Nog eens."})
    assert list(sound(taken, 422).context["form"].errors) == ["conclusions"]

    away = f"{made.get_absolute_url()}intrekken/"
    assert "Dit voorstel intrekken?" in sound(client.get(away)).text
    assert "Het voorstel is ingetrokken." in sound(client.post(away, follow=True)).text
    assert Proposal.objects.get().state == ProposalState.WITHDRAWN
    assert client.get(away).url == made.get_absolute_url()


def test_a_school_answers_what_it_was_asked(client, asked, editor):
    client.force_login(editor)
    place = asked.get_absolute_url()
    assert "De organisatoren vragen dit aan je school" in sound(client.get(place)).text
    assert place in sound(client.get(OFFER)).text

    assert sound(client.post(place, {"motivation": ""}), 422).context["form"].errors
    sound(client.post(place, {"motivation": "Graag."}, follow=True))

    assert Proposal.objects.get().state == ProposalState.OFFERED


def test_who_turns_down_is_asked_first(client, asked, editor):
    client.force_login(editor)
    away = f"{asked.get_absolute_url()}intrekken/"

    assert "Dit niet voorstellen?" in sound(client.get(away)).text
    assert "niet voorgesteld" in sound(client.post(away, follow=True)).text


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("visitor", {"offer": 302, "mine": 302, "list": 302, "send": 302, "ask": 302}),
        ("editor", {"offer": 200, "mine": 200, "list": 403, "send": 403, "ask": 403}),
        ("other_editor", {"offer": 200, "mine": 404, "list": 403, "send": 403, "ask": 403}),
        ("policymaker", {"offer": 403, "mine": 404, "list": 403, "send": 403, "ask": 403}),
        ("moderator", {"offer": 403, "mine": 404, "list": 200, "send": 200, "ask": 200}),
        ("administrator", {"offer": 403, "mine": 404, "list": 200, "send": 200, "ask": 200}),
    ],
)
def test_who_opens_what(request, client, forum, conclusions, role, expected):
    made = make_proposal(forum, conclusions[0], motivation="Een geheim.")
    person = request.getfixturevalue(role)
    if role != "visitor":
        client.force_login(person)
    places = {
        "offer": OFFER,
        "mine": made.get_absolute_url(),
        "list": LIST,
        "send": SEND,
        "ask": ASK,
    }
    answers = {name: client.get(place) for name, place in places.items()}

    assert {name: one.status_code for name, one in answers.items()} == expected
    readers = {name for name, one in answers.items() if "Een geheim." in one.text}
    assert readers <= {"mine", "list"}


@pytest.mark.slow
def test_prepared_decisions_are_for_organisers_until_they_are_sent(
    client, forum, editor, moderator, conclusions
):
    make_mandate(editor, conclusions[0].institution)
    first, second = (make_proposal(forum, one) for one in conclusions[:2])
    client.force_login(moderator)
    client.post(LIST, {"key": first.pk, "wish": "accept", "seen": mark_of([first])})
    refused = client.post(LIST, {"key": second.pk, "wish": "decline", "reason": ""})
    assert "Zeg waarom het voorstel niet doorgaat." in sound(refused, 422).text
    declines = {"key": second.pk, "wish": "decline", "reason": "Valt erbuiten."}
    client.post(LIST, declines | {"seen": mark_of([second])})
    assert "2 beslissingen zijn voorbereid." in sound(client.get(LIST)).text

    client.force_login(editor)
    for place in (second.get_absolute_url(), "/mijn/", FORUM):
        assert "Valt erbuiten." not in sound(client.get(place)).text

    client.force_login(moderator)
    page = sound(client.get(SEND))
    assert "Valt erbuiten." in page.text
    stale = sound(client.post(SEND, {"seen": "anders"}), 409)
    assert "Er is niets verstuurd." in stale.text
    sent = sound(client.post(SEND, {"seen": page.context["mark"]}, follow=True))
    assert sent.redirect_chain[-1][0] == LIST
    assert OutgoingMail.objects.count() == 1
    assert "Er is niets te versturen" in sound(client.get(SEND)).text

    client.force_login(editor)
    assert "Valt erbuiten." in sound(client.get(second.get_absolute_url())).text
    assert "Valt erbuiten." in sound(client.get("/mijn/")).text


def mark_on(page, proposal):
    return next(one.mark for one in page.context["rows"] if one.proposal == proposal)


@pytest.mark.slow
def test_what_a_colleague_prepared_meanwhile_is_shown_and_not_replaced(
    client, forum, moderator, epos_moderator, conclusions
):
    made = make_proposal(forum, conclusions[0])
    client.force_login(moderator)
    seen = mark_on(client.get(LIST), made)
    prepare_decision(made, "declined", by=epos_moderator, reason="Valt erbuiten.")

    accepts = client.post(LIST, {"key": made.pk, "wish": "accept", "seen": seen})
    declines = {"key": made.pk, "wish": "decline", "reason": "Te laat.", "seen": seen}
    empty = client.post(LIST, declines | {"reason": ""})
    other = client.post(LIST, declines)
    same = client.post(LIST, declines | {"reason": "Valt erbuiten."})

    assert (accepts.context["wanted"], accepts.context["standing"]) == ("aanvaard", "niet aanvaard")
    assert mark_on(sound(empty, 422), made) == seen
    for page in (accepts, other):
        assert "Een collega bereidde intussen iets anders voor" in sound(page, 409).text
        assert "Valt erbuiten." in page.text
    assert "Te laat." in other.text
    assert same.status_code == 302
    assert Proposal.objects.get().prepared_reason == "Valt erbuiten."
    client.post(LIST, declines | {"seen": mark_on(other, made)})
    assert Proposal.objects.get().prepared_reason == "Te laat."


def test_a_decision_that_says_not_over_what_it_is_replaces_nothing(
    client, forum, moderator, epos_moderator, conclusions
):
    made = make_proposal(forum, conclusions[0])
    prepare_decision(made, "declined", by=epos_moderator, reason="Valt erbuiten.")
    client.force_login(moderator)

    page = client.post(LIST, {"key": made.pk, "wish": "accept"})

    assert "Een collega bereidde intussen iets anders voor" in sound(page, 409).text
    assert Proposal.objects.get().prepared_reason == "Valt erbuiten."


def test_an_answer_to_what_a_colleague_answered_is_there_to_copy(
    client, forum, editor, moderator, conclusions
):
    asked = invite_school(forum, conclusions[0], by=moderator)
    take_up_invitation(asked, motivation="Van een collega.", by=editor)
    client.force_login(editor)

    page = client.post(asked.get_absolute_url(), {"motivation": "Niet kwijt."})
    same = client.post(asked.get_absolute_url(), {"motivation": "Van een collega."})

    assert "Deze vraag is intussen al beantwoord." in page.text
    assert "Wat je typte" in page.text
    assert "Niet kwijt." in page.text
    assert markup_problems(page.text) == []
    assert same.status_code == 302


def test_a_reason_for_what_is_decided_already_is_kept_to_copy(
    client, forum, moderator, conclusions
):
    made = make_proposal(forum, conclusions[0], state=ProposalState.WITHDRAWN)
    client.force_login(moderator)

    page = client.post(LIST, {"key": made.pk, "wish": "decline", "reason": "Te laat."})

    assert "Wat je typte" in sound(page, 409).text
    assert "Te laat." in page.text


@pytest.mark.slow
def test_the_list_is_filtered_by_state_and_forgets_a_decision(
    client, forum, moderator, conclusions
):
    offered = make_proposal(forum, conclusions[0])
    held = make_proposal(forum, conclusions[1], state=ProposalState.ON_HOLD)
    client.force_login(moderator)

    def listed(state):
        page = sound(client.get(f"{LIST}?staat={state}"))
        return [row.proposal for row in page.context["rows"]]

    assert [listed(state) for state in ("offered", "on_hold", "weg")] == [
        [offered],
        [held],
        [offered, held],
    ]
    for wish, prepared in (("hold", "on_hold"), ("forget", "")):
        offered.refresh_from_db()
        client.post(LIST, {"key": offered.pk, "wish": wish, "seen": mark_of([offered])})
        assert Proposal.objects.get(pk=offered.pk).prepared == prepared
    assert client.post(LIST, {"key": offered.pk, "wish": "weg"}).status_code == 404
    assert client.post(LIST, {"key": 999999, "wish": "accept"}).status_code == 404


def test_who_speaks_for_the_school_leaves_the_decision_to_a_colleague(
    client, forum, moderator, conclusions
):
    make_mandate(moderator, conclusions[0].institution, Capacity.OFFICER)
    made = make_proposal(forum, conclusions[0])
    client.force_login(moderator)

    assert "Een collega beslist." in sound(client.get(LIST)).text
    assert client.post(LIST, {"key": made.pk, "wish": "accept"}).status_code == 403


def test_an_organiser_asks_a_school_and_takes_it_back(
    client, forum, editor, moderator, conclusions
):
    client.force_login(moderator)
    reference = conclusions[0].reference
    assert "Vraag de school" in sound(client.get(ASK, {"q": reference})).text

    sent = sound(client.post(f"{ASK}?q={reference}", {"reference": reference}, follow=True))
    assert "De vraag is gemaild aan De Brug." in sent.text
    assert "Al gevraagd of voorgesteld." in sent.text
    twice = sound(client.post(ASK, {"reference": reference}, follow=True))
    assert f"Conclusie {reference} is al gevraagd of voorgesteld." in twice.text
    assert client.post(ASK, {"reference": "2020-0001"}).status_code == 404

    made = Proposal.objects.get()
    client.post(LIST, {"key": made.pk, "wish": "withdraw"})
    assert Proposal.objects.get().was_turned_down


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("role", "place", "cost"),
    [
        ("editor", OFFER, 9),
        ("editor", "mine", 6),
        ("moderator", LIST, 12),
        ("moderator", SEND, 7),
    ],
)
def test_pages_cost_the_same_with_one_and_three(
    request, client, forum, conclusions, django_assert_num_queries, count, role, place, cost
):
    for one in conclusions[:count]:
        made = make_proposal(forum, one, prepared="accepted")
    client.force_login(request.getfixturevalue(role))
    address = made.get_absolute_url() if place == "mine" else place
    client.get(address)

    with django_assert_num_queries(cost):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_with_one_and_three(
    forum, editor, conclusions, django_assert_num_queries, count
):
    for one in conclusions[:count]:
        make_proposal(forum, one)

    with django_assert_num_queries(4):
        shown = proposals_on_desk(editor)

    assert len(shown["rows"]) == count


def test_what_waits_for_an_answer_stands_above_the_projects_of_a_school(
    client, forum, asked, editor, conclusions, policymaker
):
    offered = make_proposal(forum, conclusions[1])
    client.force_login(editor)

    sections = client.get("/mijn/").context["sections"]

    shown = [section.name for section in sections]
    assert shown.index("gevraagd") < shown.index("projecten") < shown.index("voorstellen")
    assert [one for one, *_more in asked_on_desk(editor)["rows"]] == [asked]
    assert [one for one, *_more in proposals_on_desk(editor)["rows"]] == [offered]
    assert (asked_on_desk(policymaker), proposals_on_desk(policymaker)) == (None, None)


@pytest.mark.slow
def test_what_is_accepted_waits_in_a_tray_until_it_is_on_an_agenda(
    client, forum, moderator, conclusions
):
    session = make_session(forum, starts_at=timezone.now() + timedelta(days=5))
    make_item(session)
    alone = make_proposal(forum, conclusions[0], state=ProposalState.ACCEPTED)
    both = make_proposal(forum, *conclusions[1:], state=ProposalState.ACCEPTED)
    other = make_forum()
    client.force_login(moderator)
    place = f"/mijn/forums/oproep/sessies/{session.number}/agenda/"

    def put(proposal):
        version = Session.objects.get(pk=session.pk).version
        sent = {"wish": "tray", "proposal": proposal.pk, "started_from": version}
        return client.post(place, sent, follow=True)

    assert sound(client.get(place)).context["tray"] == [alone, both]
    assert sound(put(alone)).context["tray"] == [both]
    assert sound(put(both)).context["tray"] == []
    assert "Dit voorstel staat al op een agenda" in sound(put(alone)).text

    items = list(AgendaItem.objects.filter(session=session).order_by("position"))
    assert [(one.title, one.opened_by) for one in items[1:]] == [
        (conclusions[0].statement, "De Brug"),
        ("Conclusies van De Brug", "De Brug"),
    ]
    assert [set(one.conclusions.all()) for one in items[1:]] == [
        {conclusions[0]},
        set(conclusions[1:]),
    ]
    elsewhere = make_proposal(other, conclusions[0], state=ProposalState.ACCEPTED)
    assert put(elsewhere).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_one_gets_a_proposal(forum, moderator, conclusions):
    sessions = [make_session(forum) for _place in range(2)]
    made = make_proposal(forum, conclusions[0], state=ProposalState.ACCEPTED)

    def put(session):
        return lambda: table_proposal(session, made, by=moderator, started_from=1)

    outcomes = at_once(*[put(one) for one in sessions])

    assert sorted(type(one).__name__ for one in outcomes) == ["AgendaItem", "NoneType"]
    assert AgendaItem.objects.count() == 1


def test_an_answer_that_comes_too_late_is_there_to_copy(client, forum, asked, editor):
    """Sent, or kept while its writer signed in again: nothing that was typed is lost."""
    address = asked.get_absolute_url()
    client.force_login(editor)
    Proposal.objects.update(state=ProposalState.WITHDRAWN, withdrawn_at=timezone.now())

    sent = sound(client.post(address, {"motivation": "Dit typte ik."}), 422)
    del client.cookies["sessionid"]
    client.post(address, {"motivation": "Dit typte ik."})
    client.force_login(editor)
    back = sound(client.get(address))

    for page in (sent, back):
        assert "Dit kan niet meer bewaard worden." in page.text
        assert "Dit typte ik." in page.text


def test_an_offer_that_comes_after_the_call_is_there_to_copy(client, forum, editor, conclusions):
    client.force_login(editor)
    type(forum).objects.update(call_closes_on=timezone.localdate() - timedelta(days=1))
    sent = client.post(OFFER, {"conclusions": conclusions[0].pk, "motivation": "Dit typte ik."})

    assert "Dit typte ik." in sound(sent, 409).text
