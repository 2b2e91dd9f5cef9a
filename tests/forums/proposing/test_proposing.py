"""What a school does during the call, who may, and what organisers decide."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.records import Event
from forums.domain.deciding import (
    DecisionsChangedError,
    NobodyToAskError,
    invite_school,
    mark_of,
    prepare_decision,
    prepared_in,
    send_decisions,
)
from forums.domain.overlapping import overlaps_of
from forums.domain.proposing import (
    AlreadyProposedError,
    CallIsClosedError,
    NotOpenError,
    offer_conclusions,
    take_up_invitation,
    withdraw_proposal,
)
from forums.enums import ProposalState
from forums.records import Membership, Proposal
from institutions.domain.merging import merge_institutions
from institutions.enums import Capacity
from notifications.records import OutgoingMail
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import make_calling, make_forum, make_member, make_proposal
from tests.institutions.factories import make_institution, make_mandate
from tests.racing import at_once
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school, make_school_page, make_theme
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@made_once
def forum():
    return make_calling("oproep")


@made_once
def conclusions(school):
    return conclusions_of(make_published(make_school_page(school), conclusions=3))


def offer(forum, by, *conclusions, motivation="Omdat."):
    school = conclusions[0].institution
    return offer_conclusions(forum, school, conclusions, motivation=motivation, by=by)


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def send_all(forum, by):
    return send_decisions(forum, seen=mark_of(prepared_in(forum)), by=by)


def mails():
    return [(one.recipients, one.subject) for one in OutgoingMail.objects.order_by("pk")]


def test_a_school_offers_conclusions_once(forum, editor, conclusions):
    one, two, three = conclusions
    made = offer(forum, editor, one, two)

    assert set(made.conclusions.all()) == {one, two}
    assert fresh(made).state == ProposalState.OFFERED
    assert Event.objects.filter(verb="offer_conclusions", actor_id=editor.pk).count() == 1
    with pytest.raises(AlreadyProposedError) as refusal:
        offer(forum, editor, two, three)
    assert refusal.value.references == [two.reference]
    assert list(Proposal.objects.all()) == [made]
    offer(make_calling(), editor, one)


@pytest.mark.slow
def test_nobody_sends_the_decision_on_their_own_school(
    client, forum, school, other_school, conclusions, moderator, epos_moderator
):
    foreign = conclusions_of(make_published(make_school_page(other_school)))[0]
    own, other = make_proposal(forum, conclusions[0]), make_proposal(forum, foreign)
    for one in (own, other):
        prepare_decision(one, ProposalState.ACCEPTED, by=epos_moderator)
    make_mandate(moderator, school)
    client.force_login(moderator)

    asks = client.get("/mijn/forums/oproep/voorstellen/versturen/")
    client.post("/mijn/forums/oproep/voorstellen/versturen/", {"seen": asks.context["mark"]})
    again = client.get("/mijn/forums/oproep/voorstellen/versturen/")

    assert [one[0] for one in asks.context["prepared"]] == [other]
    assert f"Je spreekt voor {school.name}. Een collega verstuurt" in again.text
    assert (fresh(own).state, fresh(own).prepared) == (ProposalState.OFFERED, "accepted")
    assert fresh(other).state == ProposalState.ACCEPTED
    assert send_decisions(forum, seen=mark_of(prepared_in(forum)), by=moderator) == []
    assert send_all(forum, epos_moderator) == [own]
    assert fresh(own).state == ProposalState.ACCEPTED


def test_the_database_holds_one_living_proposal_of_a_conclusion(forum, conclusions):
    make_proposal(forum, conclusions[0], state=ProposalState.DECLINED)
    make_proposal(forum, conclusions[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(forum, conclusions[0])


def test_only_what_is_online_and_the_schools_own_is_offered(
    forum, editor, moderator, conclusions, other_school
):
    foreign = conclusions_of(make_published(make_school_page(other_school)))[0]
    withdraw_conclusion(conclusions[0], by=moderator, reason="Fout.")
    for chosen in ([conclusions[0]], [conclusions[1], foreign], []):
        with pytest.raises(ValidationError):
            offer_conclusions(
                forum, conclusions[0].institution, chosen, motivation="Zo.", by=editor
            )
    with pytest.raises(ValidationError):
        offer(forum, editor, conclusions[1], motivation="  ")

    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "dates",
    [
        {"call_opens_on": None, "call_closes_on": None},
        {"call_opens_on": TODAY() + timedelta(days=2)},
        {"call_closes_on": TODAY() - timedelta(days=2)},
        {"live": False},
    ],
    ids=["no call", "before", "after", "a draft"],
)
def test_nothing_is_offered_outside_the_call(editor, conclusions, dates):
    forum = make_calling(**dates)
    asked = make_proposal(forum, conclusions[1], state=ProposalState.INVITED, motivation="")

    with pytest.raises(CallIsClosedError):
        offer(forum, editor, conclusions[0])
    with pytest.raises(CallIsClosedError):
        take_up_invitation(asked, motivation="Zo.", by=editor)
    assert withdraw_proposal(asked, by=editor).was_turned_down


@pytest.mark.parametrize("access", ["public", "members_take_part", "members_only"])
@pytest.mark.parametrize("is_member", [True, False])
@pytest.mark.parametrize(
    "role", ["editor", "other_editor", "reader", "policymaker", "moderator", "administrator"]
)
def test_who_offers(request, school, conclusions, access, is_member, role):
    """Who works for the school, and takes part in the forum."""
    forum = make_calling(access=access)
    if is_member:
        make_member(forum, school)
    person = request.getfixturevalue(role)
    may = role == "editor" and (access == "public" or is_member)
    verbs = {"offer": partial(offer, forum, person, conclusions[0])}
    asked = make_proposal(forum, conclusions[1], state=ProposalState.INVITED, motivation="")
    verbs["take up"] = partial(take_up_invitation, asked, motivation="Zo.", by=person)
    for verb in verbs.values():
        if may:
            verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()


@made_once
def reader(school):
    """Speaks for the school, and does not work in its space."""
    from tests.accounts.factories import make_user

    return make_mandate(make_user(), school, Capacity.OFFICER).user


@pytest.mark.parametrize(
    "role", ["editor", "other_editor", "policymaker", "moderator", "own", "administrator"]
)
def test_who_decides_and_who_withdraws(request, forum, moderator, conclusions, school, role):
    if role == "own":
        make_mandate(moderator, school, Capacity.OFFICER)
    person = moderator if role == "own" else request.getfixturevalue(role)
    offered = make_proposal(forum, conclusions[0])
    asked = make_proposal(forum, conclusions[1], state=ProposalState.INVITED, motivation="")
    organises = role in ("moderator", "own", "administrator")
    make_mandate(request.getfixturevalue("editor"), school)
    may = {
        "decide": role in ("moderator", "administrator"),
        "send": organises,
        "ask": organises,
        "take back": organises or role == "editor",
        "withdraw": role == "editor",
    }
    verbs = {
        "decide": partial(prepare_decision, offered, "accepted"),
        "send": partial(send_decisions, forum, seen=""),
        "ask": partial(invite_school, forum, conclusions[2]),
        "take back": partial(withdraw_proposal, asked),
        "withdraw": partial(withdraw_proposal, offered),
    }
    did = {}
    for name, verb in verbs.items():
        try:
            verb(by=person)
        except PermissionDenied:
            did[name] = False
        except DecisionsChangedError:
            did[name] = True
        else:
            did[name] = True

    assert did == may


def test_a_withdrawn_conclusion_can_be_offered_again(forum, editor, moderator, conclusions):
    made = offer(forum, editor, conclusions[0])
    prepare_decision(made, "declined", by=moderator, reason="Nee.")

    withdraw_proposal(made, by=editor)
    gone = withdraw_proposal(made, by=editor)

    assert (gone.state, gone.prepared) == (ProposalState.WITHDRAWN, "")
    assert Event.objects.filter(verb="withdraw_proposal").count() == 1
    assert offer(forum, editor, conclusions[0]) != made


@pytest.mark.slow
def test_a_school_hears_nothing_until_decisions_are_sent_together(
    forum, editor, other_editor, moderator, conclusions, other_school
):
    foreign = conclusions_of(make_published(make_school_page(other_school)))[0]
    first, second = (offer(forum, editor, one) for one in conclusions[:2])
    third = offer(forum, other_editor, foreign)
    prepare_decision(first, "accepted", by=moderator)
    prepare_decision(second, "declined", by=moderator, reason="Valt buiten de vraag.")
    prepare_decision(third, "on_hold", by=moderator)

    assert {one.state for one in Proposal.objects.all()} == {ProposalState.OFFERED}
    assert mails() == []

    send_all(forum, moderator)
    assert send_decisions(forum, seen="", by=moderator) == []

    assert [fresh(one).state for one in (first, second, third)] == [
        ProposalState.ACCEPTED,
        ProposalState.DECLINED,
        ProposalState.ON_HOLD,
    ]
    assert fresh(second).reason == "Valt buiten de vraag."
    assert {to for (to,), _subject in mails()} == {editor.email, other_editor.email}
    assert len(mails()) == 2
    mail = OutgoingMail.objects.get(recipients=[editor.email])
    assert "Valt buiten de vraag." in mail.text
    assert conclusions[0].reference in mail.text
    assert conclusions[1].reference in mail.text
    assert foreign.reference not in mail.text
    assert Event.objects.filter(verb="decide_proposal").count() == 3
    for decided in (first, second):
        with pytest.raises(NotOpenError):
            prepare_decision(decided, "on_hold", by=moderator)
    prepare_decision(third, "accepted", by=moderator)
    offer(forum, editor, conclusions[1])
    with pytest.raises(NotOpenError):
        withdraw_proposal(second, by=editor)
    withdraw_proposal(first, by=editor)


def test_a_refusal_has_a_reason_and_a_decision_is_a_known_one(forum, moderator, conclusions):
    made = make_proposal(forum, conclusions[0])

    for decision, reason in (("declined", " "), ("withdrawn", ""), ("weg", "")):
        with pytest.raises(ValidationError):
            prepare_decision(made, decision, by=moderator, reason=reason)
    prepare_decision(made, "accepted", by=moderator)
    prepare_decision(made, "", by=moderator)

    assert fresh(made).prepared == ""


def test_what_a_colleague_prepared_meanwhile_is_not_sent(forum, moderator, conclusions):
    made = make_proposal(forum, conclusions[0])
    prepare_decision(made, "accepted", by=moderator)
    seen = mark_of(prepared_in(forum))
    prepare_decision(made, "declined", by=moderator, reason="Nee.")

    with pytest.raises(DecisionsChangedError):
        send_decisions(forum, seen=seen, by=moderator)

    assert fresh(made).state == ProposalState.OFFERED


def test_a_school_that_is_asked_becomes_a_member_and_offers(school, editor, moderator, conclusions):
    forum = make_calling(access="members_only")
    asked = invite_school(forum, conclusions[0], by=moderator)

    assert [one.institution for one in Membership.objects.all()] == [school]
    assert mails()[0][0] == [editor.email]
    assert asked.get_absolute_url() in OutgoingMail.objects.get().text
    with pytest.raises(AlreadyProposedError):
        invite_school(forum, conclusions[0], by=moderator)

    for _click in range(2):
        take_up_invitation(asked, motivation="Graag.", by=editor)
    with pytest.raises(NotOpenError):
        take_up_invitation(asked, motivation="Van een collega.", by=editor)

    assert (fresh(asked).state, fresh(asked).motivation) == (ProposalState.OFFERED, "Graag.")
    assert Event.objects.filter(verb="take_up_invitation").count() == 1


@pytest.mark.slow
def test_nobody_is_asked_where_nobody_reads_or_when_no_call_runs(moderator, conclusions):
    without_people = conclusions_of(make_published(make_school_page(make_school("De Stilte"))))
    with pytest.raises(NobodyToAskError):
        invite_school(make_calling(), without_people[0], by=moderator)
    with pytest.raises(CallIsClosedError):
        invite_school(make_forum(), conclusions[0], by=moderator)

    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_overlap_is_of_other_projects_on_one_domain_and_theme(
    forum, school, other_school, moderator, django_assert_num_queries
):
    theme, elsewhere = make_theme("stage"), make_theme("klimaat")
    page, other = make_school_page(school), make_school_page(other_school)
    mine = conclusions_of(make_published(page, themes=[theme], conclusions=2))
    met = conclusions_of(make_published(other, themes=[theme, elsewhere]))
    also = conclusions_of(make_published(page, themes=[theme]))
    make_published(other, themes=[elsewhere])
    gone = conclusions_of(make_published(other, themes=[theme]))[0]
    withdraw_conclusion(gone, by=moderator, reason="Fout.")
    for one in mine:
        make_proposal(forum, one)
    listed = list(Proposal.objects.prefetch_related("conclusions"))

    with django_assert_num_queries(2):
        overlaps = overlaps_of(listed)

    assert [set(overlaps[one.pk].shown) for one in listed] == [{*met, *also}] * 2
    assert overlaps_of([]) == {}


@pytest.mark.slow
def test_proposals_go_along_into_another_institution(forum, school, administrator, conclusions):
    made = make_proposal(forum, conclusions[0])
    into = make_institution("Nieuw")

    merge_institutions(school, into, by=administrator)

    assert fresh(made).institution == into


@pytest.mark.django_db(transaction=True)
def test_of_two_who_offer_one_conclusion_at_once_one_hears_of_the_other(forum, editor, conclusions):
    outcomes = at_once(*[partial(offer, forum, editor, conclusions[0])] * 2)

    assert {type(one) for one in outcomes} == {Proposal, AlreadyProposedError}
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_decisions_sent_twice_at_once_are_mailed_once(forum, editor, moderator, conclusions):
    prepare_decision(make_proposal(forum, conclusions[0]), "accepted", by=moderator)
    seen = mark_of(prepared_in(forum))

    outcomes = at_once(*[partial(send_decisions, forum, seen=seen, by=moderator)] * 2)

    assert sorted(len(one) for one in outcomes) == [0, 1]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_withdrawn_or_decided_never_both(forum, editor, moderator, conclusions):
    made = make_proposal(forum, conclusions[0])
    prepare_decision(made, "declined", by=moderator, reason="Nee.")

    at_once(partial(send_all, forum, moderator), partial(withdraw_proposal, made, by=editor))

    state = fresh(made).state
    told = OutgoingMail.objects.count()
    assert (state, told) in {(ProposalState.DECLINED, 1), (ProposalState.WITHDRAWN, 0)}
