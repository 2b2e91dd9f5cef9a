"""Members of a forum: put on the list, invited, taken off; and the pages where that is done."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.domain.erasure import erase_account
from audit.records import Event
from forums.domain.members import (
    AlreadyInvitedError,
    AlreadyMemberError,
    AnotherAccountError,
    UnknownInvitationError,
    accept_membership,
    admit_institution,
    end_membership,
    forget_member_invitations,
    invite_member,
    withdraw_member_invitation,
)
from forums.permissions import is_member
from forums.records import MemberInvitation, Membership
from institutions.domain.mandates import InstitutionGoneError
from institutions.domain.merging import merge_institutions
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import make_forum, make_member
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
from tests.racing import at_once
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

PLACE = "/mijn/forums/leden/leden/"


@made_once
def forum():
    return make_forum("leden", access="members_only")


def link_in(mail):
    """The path of the link that a mail carries."""
    return re.search(r"(/forums/uitnodiging/\S+)", mail.text).group(1)


def invited(forum, by, email="an@voorbeeld.example"):
    """An invitation and its token."""
    invitation = invite_member(forum, email, by=by)
    path = link_in(OutgoingMail.objects.latest("created_at"))
    return invitation, path.rstrip("/").rsplit("/", 1)[1]


def test_an_institution_is_admitted_once_and_taken_off(forum, school, editor, moderator):
    admit_institution(forum, school, by=moderator)
    member = admit_institution(forum, school, by=moderator)

    assert list(forum.memberships.all()) == [member]
    assert is_member(editor, forum)
    assert Event.objects.filter(verb="admit_institution").count() == 1

    end_membership(member, by=moderator)
    end_membership(member, by=moderator)

    assert not is_member(editor, forum)
    assert Event.objects.filter(verb="end_membership").count() == 1


def test_what_merged_into_another_is_not_admitted(forum, school, moderator):
    gone = make_institution("Oud", merged_into=school)

    with pytest.raises(InstitutionGoneError):
        admit_institution(forum, gone, by=moderator)


def test_membership_goes_along_into_another_institution(forum, school, editor, administrator):
    old, both = make_institution("Oud"), make_forum()
    for member in (old, school):
        make_member(both, member)
    make_member(forum, old)

    merge_institutions(old, school, by=administrator)

    assert [one.institution for one in Membership.objects.all()] == [school, school]
    assert is_member(editor, forum)
    assert is_member(editor, both)


@pytest.mark.parametrize("role", ["editor", "policymaker", "moderator", "administrator"])
def test_who_keeps_the_members(request, forum, school, other_school, role, administrator):
    person = request.getfixturevalue(role)
    member = make_member(forum, other_school)
    invitation = invite_member(forum, "bea@voorbeeld.example", by=administrator)
    verbs = (
        partial(admit_institution, forum, school),
        partial(end_membership, member),
        partial(invite_member, forum, "an@voorbeeld.example"),
        partial(withdraw_member_invitation, invitation),
    )
    before = Event.objects.count()

    for verb in verbs:
        if role in ("moderator", "administrator"):
            verb(by=person)
        else:
            with pytest.raises(PermissionDenied):
                verb(by=person)

    done = len(verbs) if role in ("moderator", "administrator") else 0
    assert Event.objects.count() == before + done


def test_who_is_invited_becomes_a_member_by_the_link_once(forum, moderator):
    guest = make_user("an@voorbeeld.example")
    _invitation, token = invited(forum, moderator)
    with pytest.raises(AlreadyInvitedError):
        invite_member(forum, "AN@voorbeeld.example", by=moderator)
    with pytest.raises(AnotherAccountError):
        accept_membership(token, by=make_user())

    accept_membership(token, by=guest)

    assert is_member(guest, forum)
    with pytest.raises(UnknownInvitationError):
        accept_membership(token, by=guest)
    with pytest.raises(AlreadyMemberError):
        invite_member(forum, "an@voorbeeld.example", by=moderator)


def test_a_link_that_is_withdrawn_or_too_old_makes_nobody_a_member(forum, moderator):
    guest = make_user("an@voorbeeld.example")
    invitation, token = invited(forum, moderator)
    withdraw_member_invitation(invitation, by=moderator)
    with pytest.raises(UnknownInvitationError):
        accept_membership(token, by=guest)

    invitation, token = invited(forum, moderator)
    past = timezone.now() - timedelta(days=1)
    MemberInvitation.objects.update(created_at=past - timedelta(days=1), expires_at=past)
    with pytest.raises(UnknownInvitationError):
        accept_membership(token, by=guest)
    again = invite_member(forum, "an@voorbeeld.example", by=moderator)

    assert list(MemberInvitation.objects.all()) == [again]


def test_erasing_a_person_leaves_no_membership_and_no_address(forum, moderator, administrator):
    guest = make_user("an@voorbeeld.example")
    make_member(forum, guest)
    invite_member(make_forum(), "an@voorbeeld.example", by=moderator)

    erase_account(guest, by=administrator)

    assert not Membership.objects.exists()
    assert not MemberInvitation.objects.exists()


def test_old_invitations_are_forgotten(forum, moderator):
    invite_member(forum, "an@voorbeeld.example", by=moderator)
    past = timezone.now() - timedelta(days=100)
    MemberInvitation.objects.update(created_at=past, expires_at=past + timedelta(days=1))
    kept = invite_member(forum, "bea@voorbeeld.example", by=moderator)

    assert forget_member_invitations() == 1
    assert list(MemberInvitation.objects.all()) == [kept]


def test_organisers_keep_the_members_on_one_page(client, forum, school, moderator):
    client.force_login(moderator)
    found = client.get(PLACE, {"q": "brug"})
    client.post(PLACE, {"wish": "admit", "key": school.pk})
    client.post(PLACE, {"wish": "invite", "email": "an@voorbeeld.example"})

    page = client.get(PLACE, {"q": "brug"})

    assert [one for one, _is_member in found.context["found"]] == [school]
    assert page.context["found"] == [(school, True)]
    assert [str(one) for one in page.context["members"]] == ["De Brug"]
    assert [one.email for one in page.context["invitations"]] == ["an@voorbeeld.example"]
    assert markup_problems(page.text) == []

    client.post(PLACE, {"wish": "end", "key": Membership.objects.get().pk})
    client.post(PLACE, {"wish": "withdraw", "key": MemberInvitation.objects.get().pk})

    assert not Membership.objects.exists()
    assert not MemberInvitation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"wish": "invite", "email": "geen adres"}, 422),
        ({"wish": "invite", "email": ""}, 422),
        ({"wish": "admit", "key": "0"}, 404),
        ({"wish": "iets"}, 404),
    ],
)
def test_what_cannot_be_done_is_said(client, forum, moderator, sent, status):
    client.force_login(moderator)

    response = client.post(PLACE, sent)

    assert response.status_code == status
    assert not Membership.objects.exists()
    assert not MemberInvitation.objects.exists()


def test_a_person_who_is_a_member_is_not_invited_again(client, forum, moderator):
    make_member(forum, make_user("an@voorbeeld.example"))
    client.force_login(moderator)

    response = client.post(PLACE, {"wish": "invite", "email": "an@voorbeeld.example"})

    assert response.status_code == 422
    assert "is al lid" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_members_costs_seven_statements(
    client, forum, moderator, django_assert_num_queries, count
):
    for number in range(count):
        make_member(forum, make_institution(f"Nieuwe school {number}"))
        invite_member(forum, f"an{number}@voorbeeld.example", by=moderator)
    client.force_login(moderator)

    with django_assert_num_queries(7):
        response = client.get(PLACE, {"q": "Nieuwe"})

    assert len(response.context["members"]) == count


def test_the_link_opens_an_account_and_leads_to_the_forum(client, forum, moderator):
    invite_member(forum, "an@voorbeeld.example", by=moderator)
    path = link_in(OutgoingMail.objects.get())
    page = client.get(path)
    wrong = client.post(path, {"first_name": "An", "last_name": "Maes", "password": "kort"})

    done = client.post(
        path, {"first_name": "An", "last_name": "Maes", "password": "lang-genoeg-woord"}
    )

    assert "Lid worden van" in page.text
    assert markup_problems(page.text) == markup_problems(wrong.text) == []
    assert done.url == "/forums/leden/"
    assert client.get(done.url).status_code == 200
    closed = client.get(path)
    assert closed.status_code == 410
    assert markup_problems(closed.text) == []


def test_the_link_asks_who_has_an_account_to_sign_in(client, forum, moderator):
    guest = make_user("an@voorbeeld.example", last_login=timezone.now())
    invite_member(forum, guest.email, by=moderator)
    path = link_in(OutgoingMail.objects.get())

    asked = client.get(path)
    client.force_login(make_user())
    refused = client.get(path)
    client.force_login(guest)
    offered = client.get(path)
    done = client.post(path)

    assert "Je hebt al een account" in asked.text
    assert (refused.status_code, offered.status_code) == (403, 200)
    assert markup_problems(refused.text) == markup_problems(offered.text) == []
    assert done.url == "/forums/leden/"
    assert is_member(guest, forum)


@pytest.mark.django_db(transaction=True)
def test_an_institution_admitted_by_two_at_once_is_a_member_once(school, administrator):
    forum = make_forum("leden")

    outcomes = at_once(*[partial(admit_institution, forum, school, by=administrator)] * 2)

    assert outcomes[0] == outcomes[1] == Membership.objects.get()
