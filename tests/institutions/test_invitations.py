from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.domain.addresses import has_confirmed
from accounts.domain.closing import close_account
from accounts.domain.opening import AddressTakenError
from accounts.records import User
from audit.records import Event
from institutions.domain.invitations import (
    AlreadyInvitedError,
    AlreadyThereError,
    AnotherAccountError,
    InvitationClosedError,
    InviterGoneError,
    OwnAddressError,
    UnknownInvitationError,
    accept_invitation,
    accept_with_new_account,
    forget_invitations,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from institutions.domain.mandates import end_mandate
from institutions.enums import Capacity, InvitationState
from institutions.permissions import institutions_edited_by
from institutions.records import Invitation, Mandate
from tests.accounts.factories import PASSWORD, make_user
from tests.institutions.factories import make_editor, make_mandate

# Nobody is there but whom a test names.
pytestmark = pytest.mark.apart

NEW = "collega@de-brug.example"


def test_invite_mails_the_link_and_keeps_only_a_digest(
    school, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation, token = invite(school, " Collega@De-Brug.example", Capacity.TEACHER, by=editor)

    assert [mail.to for mail in mailoutbox] == [[NEW]]
    assert f"http://localhost:8000/uitnodiging/{token}/" in mailoutbox[0].body
    assert "Ilse Peeters nodigt je uit" in mailoutbox[0].body
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM institutions_invitation")
        assert token not in str(cursor.fetchall())
    assert invitation.state == InvitationState.OPEN
    assert not Event.objects.filter(detail__icontains="de-brug").exists()


def test_second_invitation_to_one_address_is_refused_until_the_first_expires(school, editor):
    first, _token = invite(school, NEW, Capacity.TEACHER, by=editor)
    with pytest.raises(AlreadyInvitedError):
        invite(school, NEW.upper(), Capacity.HEAD, by=editor)

    past = timezone.now() - timedelta(minutes=1)
    Invitation.objects.update(created_at=past - timedelta(14), expires_at=past)
    second, _token = invite(school, NEW, Capacity.TEACHER, by=editor)

    assert set(Invitation.objects.undecided()) == {second}
    assert set(Invitation.objects.all()) == {first, second}


def test_invite_refuses_somebody_who_is_there(school, editor):
    with pytest.raises(AlreadyThereError):
        invite(school, editor.email, Capacity.COORDINATOR, by=editor)


def test_invite_refuses_who_may_not(school, other_editor, policymaker):
    for stranger in (other_editor, policymaker):
        with pytest.raises(PermissionDenied):
            invite(school, NEW, Capacity.TEACHER, by=stranger)
    assert not Invitation.objects.exists()


def test_accept_gives_the_mandate_verified_by_who_invited(school, editor):
    colleague = make_user(NEW)
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    mandate = accept_invitation(token, by=colleague)

    assert mandate.verified_by == editor
    assert institutions_edited_by(colleague) == {school.pk}


def test_accept_works_once(school, editor):
    colleague = make_user(NEW)
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)
    accept_invitation(token, by=colleague)

    with pytest.raises(InvitationClosedError) as closed:
        accept_invitation(token, by=colleague)

    assert closed.value.state == InvitationState.ACCEPTED
    assert Mandate.objects.filter(user=colleague).count() == 1


def test_accept_refuses_another_account_and_an_unknown_token(school, editor):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    with pytest.raises(AnotherAccountError):
        accept_invitation(token, by=make_user("vreemde@elders.example"))
    with pytest.raises(UnknownInvitationError):
        accept_invitation(token[:-1], by=editor)
    assert Invitation.objects.open().count() == 1


def test_accept_refuses_what_expired_or_was_withdrawn(school, editor):
    colleague = make_user(NEW)
    invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationClosedError) as expired:
        accept_invitation(token, by=colleague)
    _same, token = resend_invitation(invitation, by=editor)
    withdraw_invitation(invitation, by=editor)
    with pytest.raises(InvitationClosedError) as withdrawn:
        accept_invitation(token, by=colleague)

    assert expired.value.state == InvitationState.EXPIRED
    assert withdrawn.value.state == InvitationState.WITHDRAWN
    assert not Mandate.objects.filter(user=colleague).exists()


def test_resend_makes_the_old_link_worthless(school, editor):
    colleague = make_user(NEW)
    invitation, old = invite(school, NEW, Capacity.TEACHER, by=editor)
    _same, new = resend_invitation(invitation, by=editor)

    with pytest.raises(UnknownInvitationError):
        accept_invitation(old, by=colleague)
    assert accept_invitation(new, by=colleague).is_active


def test_accept_refuses_what_somebody_sent_who_may_not_invite_any_more(school, moderator):
    colleague = make_user(NEW)
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=moderator)
    moderator.groups.clear()

    with pytest.raises(InviterGoneError):
        accept_invitation(token, by=colleague)
    _invitation, token = invite(school, "nieuw@de-brug.example", Capacity.TEACHER, by=None)
    Invitation.objects.filter(invited_by=None).update(invited_by=moderator)
    with pytest.raises(InviterGoneError):
        accept_with_new_account(token, first_name="An", last_name="Smets", password=PASSWORD)
    assert set(User.objects.filter(mandates__institution=school)) == set()


def test_page_of_an_invitation_says_that_its_sender_is_gone(client, school, moderator):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=moderator)
    moderator.groups.clear()

    response = client.get(f"/uitnodiging/{token}/")

    assert response.status_code == 410
    assert "Wie je uitnodigde, werkt niet meer voor De Brug" in response.text
    assert "Vraag een collega van De Brug om een nieuwe uitnodiging." in response.text


def test_resent_invitation_is_from_who_sent_it_last(school, editor, moderator):
    invitation, _old = invite(school, NEW, Capacity.TEACHER, by=moderator)
    _same, token = resend_invitation(invitation, by=editor)
    moderator.groups.clear()

    assert accept_invitation(token, by=make_user(NEW)).verified_by == editor


def test_end_of_a_mandate_withdraws_what_that_person_sent_and_what_leads_back(
    school, other_school, editor, moderator
):
    leaver = make_editor(school)
    sent, _token = invite(school, NEW, Capacity.TEACHER, by=leaver)
    to_leaver, _token = invite(school, leaver.email, Capacity.ADVISER, by=editor)
    of_editor, _token = invite(school, "ander@de-brug.example", Capacity.TEACHER, by=editor)
    elsewhere, _token = invite(other_school, leaver.email, Capacity.TEACHER, by=moderator)

    end_mandate(Mandate.objects.get(user=leaver), by=editor)

    assert set(Invitation.objects.undecided()) == {of_editor, elsewhere}
    assert {sent, to_leaver} == set(Invitation.objects.filter(withdrawn_at__isnull=False))


def test_end_of_one_of_two_mandates_leaves_what_was_sent(school, editor):
    stays = make_editor(school)
    second = make_mandate(stays, school, Capacity.TEACHER)
    sent, _token = invite(school, NEW, Capacity.TEACHER, by=stays)

    end_mandate(second, by=editor)

    assert set(Invitation.objects.undecided()) == {sent}


def test_closed_account_leaves_no_invitation_behind(school, other_school, editor, administrator):
    leaver = make_editor(school)
    invite(school, NEW, Capacity.TEACHER, by=leaver)
    invite(other_school, leaver.email, Capacity.TEACHER, by=None)

    close_account(leaver, by=administrator)

    assert not Invitation.objects.undecided().exists()


def second_address(user, *, proven):
    return EmailAddress.objects.create(user=user, email="thuis@elders.example", verified=proven)


def test_nobody_invites_themselves_but_an_administrator(
    school, other_school, editor, moderator, administrator
):
    for by, institution in ((moderator, school), (editor, school)):
        with pytest.raises(OwnAddressError):
            invite(institution, by.email.upper(), Capacity.TEACHER, by=by)
    with pytest.raises(OwnAddressError):
        invite(school, second_address(moderator, proven=True).email, Capacity.HEAD, by=moderator)
    assert not Invitation.objects.exists()

    _own, token = invite(other_school, administrator.email, Capacity.HEAD, by=administrator)

    assert accept_invitation(token, by=administrator).institution == other_school


def test_nobody_takes_over_the_sending_of_what_is_to_themselves(school, moderator, epos_moderator):
    invitation, token = invite(school, moderator.email, Capacity.TEACHER, by=epos_moderator)

    with pytest.raises(OwnAddressError):
        resend_invitation(invitation, by=moderator)

    assert accept_invitation(token, by=moderator).verified_by == epos_moderator


def test_address_that_is_proven_after_the_invitation_lets_nobody_in(school, moderator):
    known = second_address(moderator, proven=False)
    _invitation, token = invite(school, known.email, Capacity.TEACHER, by=moderator)
    EmailAddress.objects.filter(pk=known.pk).update(verified=True)

    with pytest.raises(InviterGoneError):
        accept_invitation(token, by=moderator)

    assert institutions_edited_by(moderator) == frozenset()
    assert set(Invitation.objects.open()) == set(Invitation.objects.all())


def test_withdraw_after_acceptance_says_so(school, editor):
    invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)
    accept_invitation(token, by=make_user(NEW))

    with pytest.raises(InvitationClosedError):
        withdraw_invitation(invitation, by=editor)
    assert Mandate.objects.active().filter(user__email=NEW).exists()


def test_accept_with_new_account_proves_the_address(school, editor):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    user, mandate = accept_with_new_account(
        token, first_name="An", last_name="Smets", password=PASSWORD
    )

    assert (user.email, str(user)) == (NEW, "An Smets")
    assert user.check_password(PASSWORD)
    assert has_confirmed(user, NEW)
    assert mandate.user == user


def test_accept_with_new_account_takes_over_an_empty_shell(school, editor):
    """Somebody signed up with a colleague's address and never could confirm it."""
    squatter = User.objects.create_user(NEW, "wachtwoord-van-een-ander")
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    user, _mandate = accept_with_new_account(
        token, first_name="An", last_name="Smets", password=PASSWORD
    )

    assert user == squatter
    assert user.check_password(PASSWORD)


def test_accept_with_new_account_never_takes_over_a_used_one(school, editor):
    colleague = make_user(NEW)
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    with pytest.raises(AddressTakenError):
        accept_with_new_account(token, first_name="X", last_name="Y", password="iets-anders-lang")

    colleague.refresh_from_db()
    assert colleague.check_password(PASSWORD)
    assert Invitation.objects.open().count() == 1


def test_old_invitations_are_forgotten_used_or_not(school, editor):
    _used, token = invite(school, "gebruikt@de-brug.example", Capacity.TEACHER, by=editor)
    accept_invitation(token, by=make_user("gebruikt@de-brug.example"))
    _late, _token = invite(school, "te-laat@de-brug.example", Capacity.TEACHER, by=editor)
    past = timezone.now() - timedelta(days=91)
    Invitation.objects.update(created_at=past - timedelta(14), expires_at=past)
    fresh, _token = invite(school, "op-tijd@de-brug.example", Capacity.TEACHER, by=editor)

    assert forget_invitations() == 2
    assert list(Invitation.objects.all()) == [fresh]
